package dev.stagewright.training;

import dev.stagewright.update.Segment;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a replica's batches move running statistics by. It goes where gradients go, so that the mean
 * over the replicas moves those of all.
 */
final class MovedStatistics {

  private final List<Segment> segments;
  private final List<float[]> before = new ArrayList<>();

  MovedStatistics(List<Segment> segments) {
    this.segments = segments;
    segments.forEach(segment -> before.add(new float[segment.length()]));
  }

  /** Remembers where they stand. */
  void begin(FloatBuffer parameters) {
    for (int i = 0; i < segments.size(); i++) {
      parameters.get(segments.get(i).offset(), before.get(i));
    }
  }

  /** Puts them back, and what has to be subtracted from them into gradients. */
  void end(FloatBuffer parameters, FloatBuffer gradients) {
    for (int i = 0; i < segments.size(); i++) {
      float[] start = before.get(i);
      float[] moved = new float[start.length];
      parameters.get(segments.get(i).offset(), moved);
      for (int j = 0; j < moved.length; j++) {
        moved[j] = start[j] - moved[j];
      }
      gradients.put(segments.get(i).offset(), moved);
      parameters.put(segments.get(i).offset(), start);
    }
  }
}

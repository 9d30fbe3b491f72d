package dev.stagewright.update;

import dev.stagewright.engine.EngineSettings;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Passes over flat arrays of parameters, gradients and optimizers' state, each chunk by chunk. Sums
 * have a fixed order, so that the same step gives the same bits whatever the number of threads.
 */
public final class FlatUpdate {

  /** A chunk of a segment. */
  private record Chunk(int segment, int start, int length) {}

  /** What is known of a gradient before the update: sums of squares and penalties. */
  private static final int SUMS = 2;

  /**
   * Segments that are cut at a multiple of it from their start, and updated part by part, get the
   * bits of the whole.
   */
  public static final int CHUNK = ChunkWork.CHUNK;

  private final List<Segment> segments;
  private final EngineSettings settings;
  private final List<Chunk> chunks = new ArrayList<>();

  /**
   * Makes the passes for arrays of one layout.
   *
   * @param segments that do not overlap
   * @param settings for the number of threads
   */
  public FlatUpdate(List<Segment> segments, EngineSettings settings) {
    this.segments = List.copyOf(segments);
    this.settings = settings;
    for (int s = 0; s < segments.size(); s++) {
      int length = segments.get(s).length();
      for (int start = 0; start < length; start += ChunkWork.CHUNK) {
        chunks.add(new Chunk(s, start, Math.min(ChunkWork.CHUNK, length - start)));
      }
    }
  }

  /**
   * The arrays of an update.
   *
   * @param parameters flat
   * @param gradients of the same layout
   * @param first the first state array; empty if there is none
   * @param second the second state array; empty if there is none
   */
  public record Arrays(
      FloatBuffer parameters, FloatBuffer gradients, FloatBuffer first, FloatBuffer second) {}

  /**
   * What a gradient looks like before the update.
   *
   * @param squares the sum of squares of the gradients, divided and with penalties
   * @param penalty the loss for the parameters' size
   */
  public record Measured(double squares, double penalty) implements Serializable {

    /** Nothing measured yet. */
    public static final Measured NONE = new Measured(0, 0);

    /**
     * The norm of the gradients.
     *
     * @return the square root of {@link #squares}
     */
    public double norm() {
      return Math.sqrt(squares);
    }

    /**
     * This and another part of the same gradient together.
     *
     * @param other the part behind this
     * @return the sums of both
     */
    public Measured plus(Measured other) {
      return new Measured(squares + other.squares, penalty + other.penalty);
    }
  }

  /**
   * Looks at gradients.
   *
   * @param arrays are not changed
   * @param changes one for each segment
   * @return norm and penalty
   */
  public Measured measure(Arrays arrays, List<Change> changes) {
    double[] sums =
        sums(
            SUMS,
            (chunk, work, into) -> {
              Change change = changes.get(chunk.segment());
              int at = segments.get(chunk.segment()).offset() + chunk.start();
              work.load(arrays, at, chunk.length());
              into[1] += work.score(change.penalty(), chunk.length());
              work.whole(change, chunk.length());
              into[0] += work.squaresOfGradient(chunk.length());
            });
    return new Measured(sums[0], sums[1]);
  }

  /**
   * The loss for the parameters' size.
   *
   * @param parameters are not changed
   * @param changes one for each segment
   * @return the penalty
   */
  public double penalty(FloatBuffer parameters, List<Change> changes) {
    return sums(
        1,
        (chunk, work, into) -> {
          Penalty penalty = changes.get(chunk.segment()).penalty();
          if (penalty.scores()) {
            int at = segments.get(chunk.segment()).offset() + chunk.start();
            parameters.get(at, work.w, 0, chunk.length());
            into[0] += work.score(penalty, chunk.length());
          }
        })[0];
  }

  /**
   * Updates parameters and state.
   *
   * @param arrays gradients are sums over the pictures
   * @param changes one for each segment
   * @param keepUpdates whether to leave what was subtracted in the gradients
   * @return the penalty of the parameters before the step
   */
  public double apply(Arrays arrays, List<Change> changes, boolean keepUpdates) {
    boolean scaled = changes.stream().anyMatch(change -> change.rule().trustedRate() != 0);
    double[] sums =
        sums(
            scaled ? 1 + 2 * segments.size() : 1,
            (chunk, work, into) -> {
              Change change = changes.get(chunk.segment());
              Segment segment = segments.get(chunk.segment());
              into[0] += work.update(change, segment, chunk.start(), chunk.length(), arrays);
              if (change.rule().trustedRate() != 0) {
                int norms = 1 + 2 * chunk.segment();
                into[norms] += work.squaresOfParameters(chunk.length());
                into[norms + 1] += work.squaresOfGradient(chunk.length());
                work.storeGradient(arrays, segment.offset() + chunk.start(), chunk.length());
              } else {
                work.subtract(arrays, segment.offset() + chunk.start(), chunk.length(), 1);
                if (keepUpdates) {
                  work.storeGradient(arrays, segment.offset() + chunk.start(), chunk.length());
                }
              }
            });
    if (scaled) {
      subtractScaled(arrays, changes, sums);
    }
    return sums[0];
  }

  private void subtractScaled(Arrays arrays, List<Change> changes, double[] sums) {
    each(
        (chunk, work) -> {
          Change change = changes.get(chunk.segment());
          float rate = change.rule().trustedRate();
          if (rate != 0) {
            int norms = 1 + 2 * chunk.segment();
            // Without decay timm does not scale either.
            boolean trusts =
                change.penalty().decay() != 0 && sums[norms] > 0 && sums[norms + 1] > 0;
            double ratio = trusts ? Math.sqrt(sums[norms] / sums[norms + 1]) : 1;
            int at = segments.get(chunk.segment()).offset() + chunk.start();
            work.load(arrays, at, chunk.length());
            work.subtract(arrays, at, chunk.length(), (float) (rate * ratio));
          }
        });
  }

  /**
   * Adds gradients to those of earlier pictures.
   *
   * @param gradients are not changed
   * @param sum of the same layout
   */
  public void accumulate(FloatBuffer gradients, FloatBuffer sum) {
    each(
        (chunk, work) -> {
          int at = segments.get(chunk.segment()).offset() + chunk.start();
          gradients.get(at, work.g, 0, chunk.length());
          sum.get(at, work.w, 0, chunk.length());
          for (int i = 0; i < chunk.length(); i++) {
            work.w[i] += work.g[i];
          }
          sum.put(at, work.w, 0, chunk.length());
        });
  }

  /**
   * Moves an average: average = decay * average + (1 - decay) * values.
   *
   * @param average of the same layout
   * @param values are not changed
   * @param decay from 0 to 1
   */
  public void average(FloatBuffer average, FloatBuffer values, double decay) {
    float keeps = (float) decay;
    float takes = (float) (1 - decay);
    each(
        (chunk, work) -> {
          int at = segments.get(chunk.segment()).offset() + chunk.start();
          average.get(at, work.a, 0, chunk.length());
          values.get(at, work.w, 0, chunk.length());
          for (int i = 0; i < chunk.length(); i++) {
            work.a[i] = keeps * work.a[i] + takes * work.w[i];
          }
          average.put(at, work.a, 0, chunk.length());
        });
  }

  /**
   * Exchanges the values of two arrays.
   *
   * @param one of this layout
   * @param other of the same layout
   */
  public void swap(FloatBuffer one, FloatBuffer other) {
    each(
        (chunk, work) -> {
          int at = segments.get(chunk.segment()).offset() + chunk.start();
          one.get(at, work.a, 0, chunk.length());
          other.get(at, work.w, 0, chunk.length());
          one.put(at, work.w, 0, chunk.length());
          other.put(at, work.a, 0, chunk.length());
        });
  }

  /**
   * A flat array's values.
   *
   * @param array float32, neighboring in memory
   * @return a view
   */
  public static FloatBuffer floats(INDArray array) {
    FloatPointer place = new FloatPointer(array.data().pointer());
    return place.position(array.offset()).capacity(array.offset() + array.length()).asBuffer();
  }

  private interface SummingJob {
    void on(Chunk chunk, ChunkWork work, double[] into);
  }

  private interface Job {
    void on(Chunk chunk, ChunkWork work);
  }

  private void each(Job job) {
    sums(0, (chunk, work, into) -> job.on(chunk, work));
  }

  /** In parallel, in parts that do not depend on the number of threads. */
  private double[] sums(int count, SummingJob job) {
    int tasks = Math.min(chunks.size(), 64);
    List<double[]> parts = new ArrayList<>(Collections.nCopies(tasks, new double[0]));
    settings
        .range(tasks)
        .forEach(
            task -> {
              ChunkWork work = new ChunkWork();
              double[] part = new double[count];
              int from = (int) ((long) chunks.size() * task / tasks);
              int to = (int) ((long) chunks.size() * (task + 1) / tasks);
              for (Chunk chunk : chunks.subList(from, to)) {
                job.on(chunk, work, part);
              }
              parts.set(task, part);
            });
    double[] total = new double[count];
    for (double[] part : parts) {
      for (int i = 0; i < count; i++) {
        total[i] += part[i];
      }
    }
    return total;
  }
}

package dev.stagewright.onednn.internal.update;

import dev.stagewright.engine.EngineSettings;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The whole parameter update in one pass over the memory: division by the batch, penalties,
 * optimizer, step. The state stays in Deeplearning4j's layout, so that saved files and its own
 * updater agree.
 */
public final class FusedUpdate {

  /**
   * Values of each of the four arrays that are worked on together: they leave most of the
   * first-level cache to the memory on its way in and out. Measured: with four times as many an
   * update takes 1.6 times as long.
   */
  private static final int CHUNK = 512;

  /** A chunk of a segment. */
  private record Chunk(int segment, int start, int length) {}

  /** What holds for a segment at one step. */
  private record Current(Segment segment, Rule rule, Penalty penalty) {}

  private final ComputationGraphUpdater updater;
  private final List<Segment> segments;
  private final EngineSettings settings;
  private final List<Chunk> chunks = new ArrayList<>();

  private FusedUpdate(
      ComputationGraphUpdater updater, List<Segment> segments, EngineSettings settings) {
    this.updater = updater;
    this.settings = settings;
    this.segments = segments;
    for (int s = 0; s < segments.size(); s++) {
      int length = segments.get(s).length();
      for (int start = 0; start < length; start += CHUNK) {
        chunks.add(new Chunk(s, start, Math.min(CHUNK, length - start)));
      }
    }
  }

  /** The fused form of a graph's updater, or empty if only Deeplearning4j knows it. */
  public static Optional<FusedUpdate> of(
      ComputationGraph graph, ComputationGraphUpdater updater, EngineSettings settings) {
    List<Segment> segments = Segments.of(graph, updater);
    return segments == null
        ? Optional.empty()
        : Optional.of(new FusedUpdate(updater, segments, settings));
  }

  /**
   * Updates the parameters.
   *
   * @param parameters the graph's flat array
   * @param gradients sums over the batch, as Deeplearning4j leaves them
   * @param keepUpdates whether to leave what was subtracted in {@code gradients}
   * @return the penalty of the parameters before the step
   */
  public double apply(
      INDArray parameters,
      INDArray gradients,
      int batch,
      int iteration,
      int epoch,
      boolean keepUpdates) {
    FloatBuffer w = floats(parameters);
    FloatBuffer g = floats(gradients);
    INDArray stateArray = updater.getStateViewArray();
    FloatBuffer state = stateArray == null ? FloatBuffer.allocate(0) : floats(stateArray);
    List<Current> current = now(iteration, epoch);
    return chunks(
        (chunk, work) -> {
          Current c = current.get(chunk.segment());
          return work.update(c, chunk, w, g, state, batch, keepUpdates);
        });
  }

  /** The penalty of the parameters as they are. */
  public double penalty(INDArray parameters, int iteration, int epoch) {
    FloatBuffer w = floats(parameters);
    List<Current> current = now(iteration, epoch);
    return chunks(
        (chunk, work) -> {
          Current c = current.get(chunk.segment());
          if (!c.penalty().scores()) {
            return 0;
          }
          w.get(c.segment().offset() + chunk.start(), work.w, 0, chunk.length());
          return work.score(c.penalty(), chunk.length());
        });
  }

  private List<Current> now(int iteration, int epoch) {
    List<Current> current = new ArrayList<>();
    for (Segment segment : segments) {
      var config = segment.updater();
      Rule rule = Rule.of(config, iteration, epoch);
      if (rule == null) {
        throw new IllegalStateException("the updater " + config + " became unknown");
      }
      double rate = config.hasLearningRate() ? config.getLearningRate(iteration, epoch) : 1;
      current.add(
          new Current(
              segment, rule, Penalty.of(segment.regularizations(), rate, iteration, epoch)));
    }
    return current;
  }

  private interface ChunkWork {
    double on(Chunk chunk, Work work);
  }

  /** In parallel, with sums in a fixed order, so that the same step gives the same bits. */
  private double chunks(ChunkWork job) {
    int tasks = Math.min(chunks.size(), 64);
    double[] sums = new double[tasks];
    settings
        .range(tasks)
        .forEach(
            task -> {
              Work work = new Work();
              int from = (int) ((long) chunks.size() * task / tasks);
              int to = (int) ((long) chunks.size() * (task + 1) / tasks);
              for (Chunk chunk : chunks.subList(from, to)) {
                sums[task] += job.on(chunk, work);
              }
            });
    double total = 0;
    for (double sum : sums) {
      total += sum;
    }
    return total;
  }

  private static FloatBuffer floats(INDArray array) {
    Pointer start = array.data().pointer();
    FloatPointer place = new FloatPointer(start);
    return place.position(array.offset()).capacity(array.offset() + array.length()).asBuffer();
  }

  /** The arrays of one task. */
  private static final class Work {
    final float[] g = new float[CHUNK];
    final float[] w = new float[CHUNK];
    final float[] a = new float[CHUNK];
    final float[] b = new float[CHUNK];
    private final float[] lanes = new float[LANES];

    /** Sums are kept in as many lanes, so that the compiler can use vector registers. */
    private static final int LANES = 64;

    double update(
        Current c,
        Chunk chunk,
        FloatBuffer parameters,
        FloatBuffer gradients,
        FloatBuffer state,
        int batch,
        boolean keepUpdates) {
      int n = chunk.length();
      int at = c.segment().offset() + chunk.start();
      int stateAt = c.segment().state() + chunk.start();
      int stride = c.segment().stride();
      int states = c.rule().states();
      gradients.get(at, g, 0, n);
      parameters.get(at, w, 0, n);
      double penalty = c.penalty().scores() ? score(c.penalty(), n) : 0;
      if (c.segment().averaged()) {
        divide(n, batch);
      }
      c.penalty().addToGradient(g, w, n);
      if (states > 0) {
        state.get(stateAt, a, 0, n);
      }
      if (states > 1) {
        state.get(stateAt + stride, b, 0, n);
      }
      c.rule().apply(g, a, b, n);
      c.penalty().addToUpdate(g, w, n);
      subtract(n);
      parameters.put(at, w, 0, n);
      if (states > 0) {
        state.put(stateAt, a, 0, n);
      }
      if (states > 1) {
        state.put(stateAt + stride, b, 0, n);
      }
      if (keepUpdates) {
        gradients.put(at, g, 0, n);
      }
      return penalty;
    }

    private void divide(int n, float batch) {
      for (int i = 0; i < n; i++) {
        g[i] /= batch;
      }
    }

    private void subtract(int n) {
      for (int i = 0; i < n; i++) {
        w[i] -= g[i];
      }
    }

    /** The penalty's part of the loss; only the sums that it needs. */
    double score(Penalty penalty, int n) {
      double sumOfSquares = penalty.usesSquares() ? sumOfSquares(n) : 0;
      double sumOfAbsolutes = penalty.usesAbsolutes() ? sumOfAbsolutes(n) : 0;
      return penalty.loss(sumOfSquares, sumOfAbsolutes);
    }

    private double sumOfSquares(int n) {
      java.util.Arrays.fill(lanes, 0);
      int whole = n / LANES * LANES;
      for (int start = 0; start < whole; start += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
          lanes[lane] += w[start + lane] * w[start + lane];
        }
      }
      double sum = sumOfLanes();
      for (int i = whole; i < n; i++) {
        sum += (double) w[i] * w[i];
      }
      return sum;
    }

    private double sumOfAbsolutes(int n) {
      java.util.Arrays.fill(lanes, 0);
      int whole = n / LANES * LANES;
      for (int start = 0; start < whole; start += LANES) {
        for (int lane = 0; lane < LANES; lane++) {
          lanes[lane] += Math.abs(w[start + lane]);
        }
      }
      double sum = sumOfLanes();
      for (int i = whole; i < n; i++) {
        sum += Math.abs(w[i]);
      }
      return sum;
    }

    private double sumOfLanes() {
      double sum = 0;
      for (float lane : lanes) {
        sum += lane;
      }
      return sum;
    }
  }
}

package dev.stagewright.training;

import dev.stagewright.network.Normalization;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The running statistics of those normalizations that a run found untrained, with a mean of 0 and a
 * variance of 1. After t steps with a momentum of m, m^t of each statistic is still that start, 83
 * % after 18 steps with Keras' 0.99, and a deep network that predicts with it overflows. The
 * correction takes the start out and scales the rest to a whole average, as Adam corrects its
 * moments (Kingma and Ba, 2015, section 3): (statistic - m^t * start) / (1 - m^t).
 */
final class RunningStatistics {

  private record Statistic(INDArray value, int start, double momentum) {}

  /**
   * What a run found; of a graph that was trained on it cannot be told any more.
   *
   * @param iteration the graph's before the first step
   * @param untrained the layers that had their first values
   */
  record Start(int iteration, List<String> untrained) {}

  private final ComputationGraph graph;
  private final Start start;
  private final List<Statistic> untrained;

  /** What training goes on from while the graph has corrected statistics; else empty. */
  private List<INDArray> averages = List.of();

  /** Those of a graph before its first step. */
  static RunningStatistics of(ComputationGraph graph) {
    List<String> untrained =
        Normalization.of(graph).stream()
            .filter(layer -> isAll(layer.mean(), 0) && isAll(layer.variance(), 1))
            .map(Normalization::name)
            .toList();
    return new RunningStatistics(graph, new Start(graph.getIterationCount(), untrained));
  }

  /** For plans that leave the statistics as they are. */
  static RunningStatistics leftAsTheyAre(ComputationGraph graph) {
    return new RunningStatistics(graph, new Start(graph.getIterationCount(), List.of()));
  }

  /** Those of a graph whose run began as is said. */
  RunningStatistics(ComputationGraph graph, Start start) {
    this.graph = graph;
    this.start = start;
    Set<String> names = Set.copyOf(start.untrained());
    this.untrained =
        Normalization.of(graph).stream()
            .filter(layer -> names.contains(layer.name()))
            .flatMap(
                layer ->
                    Stream.of(
                        new Statistic(layer.mean(), 0, layer.momentum()),
                        new Statistic(layer.variance(), 1, layer.momentum())))
            .toList();
  }

  Start start() {
    return start;
  }

  private static boolean isAll(INDArray values, int value) {
    return values.minNumber().doubleValue() == value && values.maxNumber().doubleValue() == value;
  }

  /** Corrects them, until {@link #restore}. */
  void correct() {
    int steps = graph.getIterationCount() - start.iteration();
    if (steps == 0 || !averages.isEmpty()) {
      return;
    }
    averages = untrained.stream().map(statistic -> statistic.value().dup()).toList();
    for (Statistic statistic : untrained) {
      double weight = Math.pow(statistic.momentum(), steps);
      statistic.value().subi(weight * statistic.start()).divi(1 - weight);
      if (statistic.start() == 1) {
        Transforms.max(statistic.value(), 0, false); // rounding may have gone below
      }
    }
  }

  /** Puts back what training goes on from, to the bit. */
  void restore() {
    for (int i = 0; i < averages.size(); i++) {
      untrained.get(i).value().assign(averages.get(i));
    }
    averages = List.of();
  }

  /** Does something with the statistics that training goes on from. */
  void uncorrected(Runnable work) {
    boolean corrected = !averages.isEmpty();
    restore();
    work.run();
    if (corrected) {
      correct();
    }
  }

  /** What somebody finds with corrected statistics. */
  <T> T corrected(Supplier<T> finding) {
    correct();
    try {
      return finding.get();
    } finally {
      restore();
    }
  }
}

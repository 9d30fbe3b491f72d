package dev.stagewright.training;

import dev.stagewright.network.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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

  private final ComputationGraph graph;
  private final int firstIteration;
  private final List<Statistic> untrained;

  /** What training goes on from while the graph has corrected statistics; else empty. */
  private List<INDArray> averages = List.of();

  /** Those of a graph before its first step. */
  static RunningStatistics of(ComputationGraph graph) {
    List<Statistic> untrained = new ArrayList<>();
    for (Normalization layer : Normalization.of(graph)) {
      if (isAll(layer.mean(), 0) && isAll(layer.variance(), 1)) {
        untrained.add(new Statistic(layer.mean(), 0, layer.momentum()));
        untrained.add(new Statistic(layer.variance(), 1, layer.momentum()));
      }
    }
    return new RunningStatistics(graph, untrained);
  }

  /** For plans that leave the statistics as they are. */
  static RunningStatistics leftAsTheyAre(ComputationGraph graph) {
    return new RunningStatistics(graph, List.of());
  }

  private RunningStatistics(ComputationGraph graph, List<Statistic> untrained) {
    this.graph = graph;
    this.firstIteration = graph.getIterationCount();
    this.untrained = List.copyOf(untrained);
  }

  private static boolean isAll(INDArray values, int value) {
    return values.minNumber().doubleValue() == value && values.maxNumber().doubleValue() == value;
  }

  /** Corrects them, until {@link #restore}. */
  void correct() {
    int steps = graph.getIterationCount() - firstIteration;
    if (steps == 0 || !averages.isEmpty()) {
      return;
    }
    averages = untrained.stream().map(statistic -> statistic.value().dup()).toList();
    for (Statistic statistic : untrained) {
      double start = Math.pow(statistic.momentum(), steps);
      statistic.value().subi(start * statistic.start()).divi(1 - start);
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

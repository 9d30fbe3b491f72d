package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.network.Normalization;
import dev.stagewright.network.UnbiasedVariance;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The means and variances that normalizations predict with. Training leaves moving averages over
 * its steps, of which, after t steps with a momentum of m, m^t is still what they started from, and
 * the rest belongs to parameters that have changed since. Estimated anew, they are the averages
 * over some batches with the parameters as they are (Wu and Johnson, "Rethinking 'Batch' in
 * BatchNorm", 2021, section 3; PyTorch's {@code update_bn}).
 */
final class RunningStatistics {

  private final ComputationGraph graph;
  private final int batches;

  /** What training goes on from while the graph has estimated statistics; else empty. */
  private List<INDArray> averages = List.of();

  /**
   * Those of a graph.
   *
   * @param batches how many an estimate is made of; 0 to leave the averages alone
   */
  RunningStatistics(ComputationGraph graph, int batches) {
    this.graph = graph;
    this.batches = batches;
  }

  /**
   * Estimates them, until {@link #restore}. Batches of another size than the first are left out.
   *
   * @param epoch whose first batches are taken
   */
  void estimate(ImageBatches images, int epoch) {
    List<Normalization> layers = Normalization.of(graph);
    if (batches > 0 && averages.isEmpty() && !layers.isEmpty()) {
      averages = statistics(layers).map(INDArray::dup).toList();
      assign(estimated(images, epoch, layers), layers);
    }
  }

  /** Estimates those of some layers for good. */
  void replace(ImageBatches images, int epoch, Set<String> names) {
    List<Normalization> layers =
        Normalization.of(graph).stream().filter(layer -> names.contains(layer.name())).toList();
    assign(estimated(images, epoch, layers), layers);
  }

  private static void assign(List<INDArray> estimates, List<Normalization> layers) {
    List<INDArray> values = statistics(layers).toList();
    for (int i = 0; i < values.size(); i++) {
      values.get(i).assign(estimates.get(i));
    }
  }

  /** The means and variances of these layers, one behind the other. */
  private List<INDArray> estimated(ImageBatches images, int epoch, List<Normalization> layers) {
    List<INDArray> sums =
        statistics(layers).map(average -> average.castTo(DataType.DOUBLE).assign(0)).toList();
    Collection<TrainingListener> listeners = List.copyOf(graph.getListeners());
    // Those who count right answers expect a step.
    graph.setListeners(listeners.stream().filter(UnbiasedVariance.class::isInstance).toList());
    images.startEpoch(epoch);
    int seen = 0;
    try (ReadAhead<DataSet> ahead = images.readAhead()) {
      int size = 0;
      while (seen < batches && ahead.hasNext()) {
        DataSet batch = ahead.next();
        size = seen == 0 ? batch.numExamples() : size;
        if (batch.numExamples() == size) {
          add(batch, layers, sums);
          seen++;
        }
        ImageBatches.release(batch);
      }
    } finally {
      graph.setListeners(listeners);
    }
    int averaged = seen;
    return sums.stream().map(sum -> sum.divi(averaged)).toList();
  }

  /**
   * Adds a batch's statistics. Training finds them, too: the "gradient" of a running statistic is
   * (1 - momentum) * (statistic - batch's).
   */
  private void add(DataSet batch, List<Normalization> layers, List<INDArray> sums) {
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
    Map<String, Double> factors = UnbiasedVariance.factors(graph);
    for (int i = 0; i < layers.size(); i++) {
      Normalization layer = layers.get(i);
      sums.get(2 * i).addi(ofBatch(layer.mean(), layer));
      double factor = factors.getOrDefault(layer.name(), 1.0);
      sums.get(2 * i + 1).addi(ofBatch(layer.variance(), layer).muli(factor));
    }
    graph.clear();
  }

  private INDArray ofBatch(INDArray statistic, Normalization layer) {
    long start = statistic.offset() - graph.params().offset();
    INDArray all = graph.getFlattenedGradients();
    INDArray gradient =
        all.reshape(all.length())
            .get(NDArrayIndex.interval(start, start + statistic.length()))
            .castTo(DataType.DOUBLE)
            .divi(1 - layer.momentum());
    return statistic.castTo(DataType.DOUBLE).reshape(statistic.length()).subi(gradient);
  }

  private static Stream<INDArray> statistics(List<Normalization> layers) {
    return layers.stream().flatMap(layer -> Stream.of(layer.mean(), layer.variance()));
  }

  /** Puts back what training goes on from, to the bit. */
  void restore() {
    List<INDArray> values = statistics(Normalization.of(graph)).toList();
    for (int i = 0; i < averages.size(); i++) {
      values.get(i).assign(averages.get(i));
    }
    averages = List.of();
  }

  /** Does something with the averages that training goes on from. */
  void asTrained(Runnable work) {
    List<INDArray> kept = averages;
    List<INDArray> estimated =
        kept.isEmpty()
            ? List.of()
            : statistics(Normalization.of(graph)).map(INDArray::dup).toList();
    restore();
    work.run();
    averages = estimated;
    restore(); // to the estimates
    averages = kept;
  }
}

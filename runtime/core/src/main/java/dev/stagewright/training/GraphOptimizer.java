package dev.stagewright.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** Puts an {@link Optimizer} into a graph's configuration, so that a saved file carries it. */
final class GraphOptimizer {

  private GraphOptimizer() {}

  /**
   * Sets the optimizer. An optimizer of the kind that the graph has keeps the state (momentum,
   * moments, number of steps), whatever its hyperparameters; another kind starts anew at step 0.
   */
  static void apply(Optimizer optimizer, ComputationGraph graph) {
    if (layers(graph).allMatch(layer -> isSet(optimizer, layer))) {
      return;
    }
    boolean continues = trainsBy(optimizer, graph);
    ComputationGraphUpdater before = graph.getUpdater(false);
    configure(optimizer, graph);
    ComputationGraphUpdater after = new ComputationGraphUpdater(graph);
    if (!continues) {
      // Adam's bias correction counts from the start of its moments.
      graph.getConfiguration().setIterationCount(0);
    } else if (before != null) {
      List<INDArray> arrays =
          optimizer.state().stream()
              .map(name -> Nd4j.zeros(graph.params().dataType(), graph.numParams()))
              .toList();
      UpdaterView.of(before).copyTo(arrays);
      UpdaterView.of(after).copyFrom(arrays);
    }
    graph.setUpdater(after);
  }

  /** Puts Deeplearning4j's nearest updater into the configuration. */
  static void configure(Optimizer optimizer, ComputationGraph graph) {
    layers(graph)
        .forEach(
            layer -> {
              // Batch normalization keeps its NoOp for the running mean and variance by itself.
              layer.setIUpdater(optimizer.toDl4j());
              layer.setBiasUpdater(null);
              List<Regularization> penalties = new ArrayList<>(penalties(layer));
              penalties.removeIf(WeightDecay.class::isInstance);
              penalties.addAll(decay(optimizer));
              layer.setRegularization(penalties);
            });
  }

  private static boolean isSet(Optimizer optimizer, BaseLayer layer) {
    return optimizer.toDl4j().equals(layer.getIUpdater())
        && layer.getBiasUpdater() == null
        && decay(layer).equals(decay(optimizer));
  }

  /**
   * Whether all layers have the optimizer's updater, of whatever hyperparameters; with weight decay
   * Adam is another one.
   */
  static boolean trainsBy(Optimizer optimizer, ComputationGraph graph) {
    Class<?> kind = optimizer.toDl4j().getClass();
    boolean decays = layers(graph).anyMatch(layer -> !decay(layer).isEmpty());
    boolean decayFits = kind != Adam.class || decays == optimizer.weightDecay() > 0;
    return decayFits
        && layers(graph)
            .flatMap(layer -> Stream.of(layer.getIUpdater(), layer.getBiasUpdater()))
            .filter(Objects::nonNull)
            .allMatch(updater -> updater.getClass() == kind);
  }

  /**
   * The configurations of all layers with parameters. Those in the configuration and in the layers
   * are usually the same objects.
   */
  private static Stream<BaseLayer> layers(ComputationGraph graph) {
    Stream<org.deeplearning4j.nn.conf.layers.Layer> configured =
        graph.getConfiguration().getVertices().values().stream()
            .filter(LayerVertex.class::isInstance)
            .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer());
    Stream<org.deeplearning4j.nn.conf.layers.Layer> running =
        Stream.of(graph.getLayers()).map(layer -> layer.conf().getLayer());
    return Stream.concat(configured, running)
        .filter(BaseLayer.class::isInstance)
        .map(BaseLayer.class::cast);
  }

  private static List<Regularization> decay(Optimizer optimizer) {
    double decay = optimizer.weightDecay();
    return decay == 0 ? List.of() : List.of(new WeightDecay(decay, true));
  }

  private static List<Regularization> decay(BaseLayer layer) {
    return penalties(layer).stream().filter(WeightDecay.class::isInstance).toList();
  }

  private static List<Regularization> penalties(BaseLayer layer) {
    List<Regularization> penalties = layer.getRegularization();
    return penalties == null ? List.of() : penalties;
  }

  /**
   * What Deeplearning4j adds to the score for weight decay. It is no part of the loss that is
   * minimized, nor of the one that Keras reports.
   */
  static double decayPenalty(ComputationGraph graph) {
    double sum = 0;
    int iteration = graph.getIterationCount();
    int epoch = graph.getEpochCount();
    for (Layer layer : graph.getLayers()) {
      if (!(layer.conf().getLayer() instanceof BaseLayer configured)
          || decay(configured).isEmpty()) {
        continue;
      }
      for (Map.Entry<String, INDArray> parameter : layer.paramTable(true).entrySet()) {
        List<Regularization> penalties = configured.getRegularizationByParam(parameter.getKey());
        if (penalties != null) {
          for (Regularization penalty : penalties) {
            if (penalty instanceof WeightDecay) {
              sum += penalty.score(parameter.getValue(), iteration, epoch);
            }
          }
        }
      }
    }
    return sum;
  }
}

package dev.stagewright.network;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes batch normalization keep its running variance as PyTorch does, and Keras 2 on TensorFlow.
 * There the batch's variance is multiplied by n / (n - 1) before it enters the moving average, n
 * being the number of values a channel has in the batch (batch * height * width); Deeplearning4j
 * and Keras 3 take it as it is. Outputs while training do not depend on it. {@link Network#build()}
 * gives it to the graphs of networks that follow PyTorch; give it to another graph's listeners to
 * train on where Keras 2 left off, or to compare runs.
 *
 * <p>Frozen layers, and those that keep the logarithm of the deviation, are left alone.
 */
public final class UnbiasedVariance extends BaseTrainingListener {

  private final Map<String, INDArray> before = new HashMap<>();
  private Map<String, Long> positions = Map.of();
  private long[] positionsOf = {};

  private UnbiasedVariance() {}

  /**
   * Gives the listener to a graph, unless it has one.
   *
   * @param graph is trained by one thread at a time
   */
  public static void listenTo(ComputationGraph graph) {
    if (!isHeardBy(graph)) {
      graph.addListeners(new UnbiasedVariance());
    }
  }

  /**
   * Whether a graph has the listener.
   *
   * @param graph any graph
   * @return true after {@link #listenTo}
   */
  public static boolean isHeardBy(ComputationGraph graph) {
    return graph.getListeners().stream().anyMatch(UnbiasedVariance.class::isInstance);
  }

  /**
   * By how much a graph that has the listener multiplies its batch's variances.
   *
   * @param graph whose inputs are set
   * @return n / (n - 1) by layer; empty for a graph without the listener
   */
  public static Map<String, Double> factors(ComputationGraph graph) {
    if (!isHeardBy(graph)) {
      return Map.of();
    }
    double batch = graph.getInput(0).size(0);
    Map<String, Double> factors = new HashMap<>();
    positions(graph)
        .forEach(
            (layer, positions) -> {
              double n = batch * positions;
              factors.put(layer, n > 1 ? n / (n - 1) : 1);
            });
    return factors;
  }

  /** Just before the update; a listener to the forward pass would keep engines from the step. */
  @Override
  public void onGradientCalculation(Model model) {
    Normalization.of(graph(model))
        .forEach(layer -> before.put(layer.name(), layer.variance().dup()));
  }

  @Override
  public void iterationDone(Model model, int iteration, int epoch) {
    if (before.isEmpty()) {
      return;
    }
    ComputationGraph graph = graph(model);
    INDArray input = graph.getInput(0);
    if (!Arrays.equals(input.shape(), positionsOf)) {
      positions = positions(graph);
      positionsOf = input.shape();
    }
    for (Normalization layer : Normalization.of(graph)) {
      INDArray previous = before.get(layer.name());
      long n = input.size(0) * positions.getOrDefault(layer.name(), 1L);
      if (previous != null && n > 1) {
        correct(layer.variance(), previous, layer.momentum(), n);
      }
    }
    before.clear();
  }

  /** variance = decay * previous + (1 - decay) * b becomes the same with b * n / (n - 1). */
  private static void correct(INDArray variance, INDArray previous, double decay, long n) {
    INDArray added = variance.sub(previous.mul(decay));
    variance.addi(added.divi(n - 1));
  }

  /** Height times width of what each layer puts out, by layer, for the inputs that are set now. */
  private static Map<String, Long> positions(ComputationGraph graph) {
    // A copy, since computing the types sets preprocessors.
    ComputationGraphConfiguration configuration = graph.getConfiguration().clone();
    CNN2DFormat format = format(graph);
    InputType[] types =
        Arrays.stream(graph.getInputs())
            .map(input -> type(input.shape(), format))
            .toArray(InputType[]::new);
    Map<String, Long> positions = new HashMap<>();
    configuration
        .getLayerActivationTypes(true, false, types)
        .forEach(
            (name, type) -> {
              if (type instanceof InputType.InputTypeConvolutional map) {
                positions.put(name, map.getHeight() * map.getWidth());
              }
            });
    return positions;
  }

  private static CNN2DFormat format(ComputationGraph graph) {
    return Arrays.stream(graph.getLayers())
        .map(layer -> layer.conf().getLayer())
        .filter(BatchNormalization.class::isInstance)
        .map(layer -> ((BatchNormalization) layer).getCnn2DFormat())
        .findFirst()
        .orElse(CNN2DFormat.NCHW);
  }

  private static InputType type(long[] shape, CNN2DFormat format) {
    return switch (shape.length) {
      case 2 -> InputType.feedForward(shape[1]);
      case 4 ->
          format == CNN2DFormat.NCHW
              ? InputType.convolutional(shape[2], shape[3], shape[1], format)
              : InputType.convolutional(shape[1], shape[2], shape[3], format);
      default ->
          throw new IllegalArgumentException(
              "UnbiasedVariance: an input of shape %s; expected images or rows"
                  .formatted(Arrays.toString(shape)));
    };
  }

  private static ComputationGraph graph(Model model) {
    if (model instanceof ComputationGraph graph) {
      return graph;
    }
    throw new IllegalArgumentException(
        "UnbiasedVariance: found a %s; it listens to ComputationGraphs only"
            .formatted(model.getClass().getSimpleName()));
  }
}

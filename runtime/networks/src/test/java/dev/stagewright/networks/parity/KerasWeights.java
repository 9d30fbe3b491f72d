package dev.stagewright.networks.parity;

import dev.stagewright.weights.LayerWeights;
import dev.stagewright.weights.LoadMode;
import dev.stagewright.weights.WeightArray;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Deeplearning4j's parameters by Keras' names and in its layouts, and the weights of the cases. */
final class KerasWeights {

  private static final Map<String, String> KINDS =
      Map.of(
          "W", "kernel",
          "b", "bias",
          "gamma", "gamma",
          "beta", "beta",
          "mean", "moving_mean",
          "var", "moving_variance");

  /** What the arrays of layers hold, in Keras' shapes. */
  interface Rule {
    INDArray values(String layer, String kind, long... shape);
  }

  private KerasWeights() {}

  /** A graph's parameters, or its gradients, as "layer/kind" in Keras' shapes. */
  static Map<String, INDArray> inKerasLayout(Map<String, INDArray> dl4j) {
    Map<String, INDArray> keras = new LinkedHashMap<>();
    dl4j.forEach(
        (key, array) -> {
          int underscore = key.lastIndexOf('_');
          String kind = KINDS.get(key.substring(underscore + 1));
          INDArray converted =
              switch (array.rank()) {
                case 4 -> array.permute(2, 3, 1, 0).dup('c');
                default ->
                    kind.equals("kernel") ? array.dup('c') : array.dup().reshape(array.length());
              };
          keras.put(key.substring(0, underscore) + "/" + kind, converted);
        });
    return keras;
  }

  /**
   * Fills a graph as keras_cases.py fills a model: kernels with variance 1 / fan-in, gamma and
   * variance around 1, gamma smaller where a residual branch ends, the rest around 0.
   */
  static void fill(ComputationGraph graph) {
    fill(graph, KerasWeights::values);
  }

  /** Fills a graph by a rule. */
  static void fill(ComputationGraph graph, Rule rule) {
    List<LayerWeights> weights =
        WeightFile.of(Path.of("graph"), graph).layers().stream()
            .map(layer -> filled(layer, rule))
            .toList();
    WeightLoader.load(
        new WeightFile(Path.of("fill"), "noise", false, weights, ""), graph, LoadMode.STRICT);
  }

  private static LayerWeights filled(LayerWeights layer, Rule rule) {
    return new LayerWeights(
        layer.name(),
        layer.arrays().stream()
            .map(
                array ->
                    new WeightArray(
                        array.name(),
                        array.role(),
                        array.shape(),
                        () -> rule.values(layer.name(), array.name(), array.shape())))
            .toList());
  }

  private static INDArray values(String layer, String kind, long... shape) {
    INDArray u = KerasNoise.noise(layer + "/" + kind, shape);
    return switch (kind) {
      case "kernel" -> {
        long fanIn = Arrays.stream(shape).limit(shape.length - 1L).reduce(1, (a, b) -> a * b);
        yield u.muli((float) Math.sqrt(12.0 / fanIn));
      }
      case "gamma" -> u.muli(0.5f).addi(1).muli(layer.endsWith("2c") ? 0.4f : 1f);
      case "moving_variance" -> u.muli(0.5f).addi(1);
      default -> u.muli(0.2f);
    };
  }
}

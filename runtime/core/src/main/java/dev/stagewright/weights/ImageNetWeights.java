package dev.stagewright.weights;

import dev.stagewright.errors.StagewrightException.Kind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the weights that were published for a network trained on ImageNet. A network is known by
 * the name of its first convolution and by the number of parameters in front of its classifier.
 */
final class ImageNetWeights {

  private static final Logger log = LoggerFactory.getLogger(ImageNetWeights.class);

  /** What has no other layers than Keras 2.2's ResNet50 may begin with the weights of these. */
  private static final Pattern LEGACY =
      Pattern.compile("conv1|bn_conv1|(res|bn)(2[a-c]|3[a-d]|4[a-f]|5[a-c])_branch(1|2a|2b|2c)");

  private ImageNetWeights() {}

  /**
   * The file for a network.
   *
   * @param network the network with or without its classifier
   * @param includeTop whether the classifier's weights are wanted
   */
  static RemoteFile file(ComputationGraphConfiguration network, boolean includeTop) {
    Map<String, GraphVertex> layers = new HashMap<>(network.getVertices());
    layers.keySet().removeAll(network.getNetworkOutputs());
    layers.values().removeIf(layer -> layer.numParams(false) == 0);
    Set<String> body = layers.keySet();
    long parameters = layers.values().stream().mapToLong(layer -> layer.numParams(false)).sum();
    return Arrays.stream(ImageNetRelease.values())
        .filter(release -> release.isOf(body, parameters))
        .findFirst()
        .or(() -> legacy(body))
        .orElseThrow(() -> unknown(body, parameters))
        .file(includeTop);
  }

  private static Optional<ImageNetRelease> legacy(Set<String> body) {
    return body.stream().allMatch(layer -> LEGACY.matcher(layer).matches())
        ? Optional.of(ImageNetRelease.V02_RESNET50)
        : Optional.empty();
  }

  private static WeightsException unknown(Set<String> body, long parameters) {
    String why =
        Arrays.stream(TorchOriginal.values())
            .filter(original -> original.isOf(body, parameters))
            .map(TorchOriginal::advice)
            .findFirst()
            .orElse(
                String.format(
                    Locale.ROOT,
                    "none are known for a network with these layers, %,d parameters in front of the classifier. They exist for Keras' ResNet50, 101 and 152 and their versions 2; for another network give the path of a file of weights in place of imagenet",
                    parameters));
    return new WeightsException(Kind.USAGE, "weights=imagenet: " + why);
  }

  /** Downloads the file if need be and loads it into a graph by name. */
  static WeightReport load(RemoteFile file, WeightCache cache, ComputationGraph graph) {
    WeightFile weights = WeightFile.read(cache.get(file));
    WeightReport report = WeightLoader.load(weights, graph, LoadMode.BY_NAME);
    warnBesidesRelu(weights, graph);
    return report;
  }

  /** Warns if weights of a release, from wherever, went into a network without ReLU. */
  static void warnBesidesRelu(WeightFile weights, ComputationGraph graph) {
    String name = String.valueOf(weights.path().getFileName());
    if (!ImageNetRelease.hasFile(name)) {
      return;
    }
    nonlinearitiesBesidesRelu(graph)
        .ifPresent(
            found ->
                log.warn(
                    "{} was trained with ReLU and this network has {}: the weights are a start for fine-tuning and do not classify ImageNet as they are",
                    name,
                    found));
  }

  private static Optional<String> nonlinearitiesBesidesRelu(ComputationGraph graph) {
    return Arrays.stream(graph.getLayers())
        .map(layer -> layer.conf().getLayer())
        .filter(ActivationLayer.class::isInstance)
        .map(layer -> ((ActivationLayer) layer).getActivationFn())
        .filter(activation -> !(activation instanceof ActivationReLU))
        .map(String::valueOf)
        .distinct()
        .reduce((a, b) -> a + ", " + b);
  }
}

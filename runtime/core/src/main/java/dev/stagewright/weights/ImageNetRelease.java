package dev.stagewright.weights;

import dev.stagewright.errors.StagewrightException.Kind;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Release v0.2 of François Chollet's deep-learning-models, which Keras 2.2 downloads. */
final class ImageNetRelease {

  /** The system property with another address of the release's files, such as a mirror's. */
  static final String PROPERTY = "stagewright.weights.url";

  private static final Logger log = LoggerFactory.getLogger(ImageNetRelease.class);

  private static final String ADDRESS =
      "https://github.com/fchollet/deep-learning-models/releases/download/v0.2";
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private static final Listed TOP =
      new Listed(
          "resnet50_weights_tf_dim_ordering_tf_kernels.h5",
          "a7b3fe01876f51b976af0dea6bc144eb",
          102_853_048);
  private static final Listed NO_TOP =
      new Listed(
          "resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5",
          "a268eb855778b3df3c7506639542a6af",
          94_653_016);

  private ImageNetRelease() {}

  private record Listed(String name, String md5, long bytes) {}

  /** The file for a network with or without its classifier. */
  static RemoteFile file(boolean includeTop) {
    Listed listed = includeTop ? TOP : NO_TOP;
    return new RemoteFile(address(listed.name()), listed.md5(), listed.bytes());
  }

  private static URI address(String name) {
    String base = System.getProperty(PROPERTY, ADDRESS);
    try {
      URI address = URI.create(base.replaceFirst("/$", "") + "/" + name);
      if (SCHEMES.contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new WeightsException(
        Kind.USAGE,
        "-D%s: found \"%s\"; expected the address of a folder, such as %s"
            .formatted(PROPERTY, base, ADDRESS));
  }

  /** Downloads the file if need be and loads it into a graph by name. */
  static WeightReport load(RemoteFile file, WeightCache cache, ComputationGraph graph) {
    WeightFile weights = WeightFile.read(cache.get(file));
    WeightReport report = WeightLoader.load(weights, graph, LoadMode.BY_NAME);
    warnBesidesRelu(weights, graph);
    return report;
  }

  /** Warns if weights of the release, from wherever, went into a network without ReLU. */
  static void warnBesidesRelu(WeightFile weights, ComputationGraph graph) {
    String name = String.valueOf(weights.path().getFileName());
    if (!name.equals(TOP.name()) && !name.equals(NO_TOP.name())) {
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

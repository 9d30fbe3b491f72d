package dev.stagewright.weights;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What bends the values between a network's layers, by Keras' names. */
final class Nonlinearities {

  /** What gates have, which no other nonlinearity replaces. */
  private static final Set<String> OF_GATES = Set.of("sigmoid", "hardsigmoid", "identity");

  private Nonlinearities() {}

  /** Those of a graph's layers of their own, as {@code relu}. */
  static Set<String> of(ComputationGraph graph) {
    return Arrays.stream(graph.getLayers())
        .map(layer -> layer.conf().getLayer())
        .filter(ActivationLayer.class::isInstance)
        .map(layer -> name(((ActivationLayer) layer).getActivationFn().getClass()))
        .filter(name -> !OF_GATES.contains(name))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(Class<?> function) {
    return function
        .getSimpleName()
        .replaceFirst("^Activation", "")
        .toLowerCase(Locale.ROOT)
        .replace("swish", "silu"); // Keras' newer name
  }

  /**
   * Says what it means if a file's network had others than a graph.
   *
   * @return empty if they are the same, or the file does not tell
   */
  static Optional<String> difference(WeightFile file, ComputationGraph graph) {
    boolean isRelease = ImageNetRelease.hasFile(String.valueOf(file.path().getFileName()));
    Set<String> before = isRelease ? Set.of("relu") : file.nonlinearities();
    Set<String> now = of(graph);
    if (before.isEmpty() || now.isEmpty() || now.equals(new TreeSet<>(before))) {
      return Optional.empty();
    }
    return Optional.of(
        "The weights were trained with %s, and this network has %s: they are a start for fine-tuning, no more. The normalizations' means and variances do not fit either; have them estimated anew (reestimateStatistics, --reestimate-statistics 50)"
            .formatted(String.join(", ", new TreeSet<>(before)), String.join(", ", now)));
  }
}

package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;

/**
 * A network, complete and correct.
 *
 * @param name the annotated type's simple name
 * @param stages at least one
 * @param path what changes the size of its feature maps
 */
public record Topology(
    String name,
    FeatureMap input,
    Settings settings,
    Stem stem,
    List<Stage> stages,
    Head head,
    SpatialPath path) {

  /**
   * What all layers share.
   *
   * @param alpha of the stem's nonlinearity, and of every stage that inherits it
   * @param l1 the penalty of the stem, and of every stage that inherits it
   * @param l2 likewise
   * @param bias whether convolutions have one
   */
  public record Settings(
      Nonlinearity nonlinearity,
      double alpha,
      double l1,
      double l2,
      double epsilon,
      double momentum,
      boolean bias) {}

  /** Copies the list; a network has at least one stage. */
  public Topology {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException(name + " has no stage");
    }
  }

  /** The runtime's class of a layer, if Deeplearning4j has none that is right. */
  public Optional<String> own(InferredLayer layer) {
    double alpha =
        stages.stream()
            .filter(stage -> stage.number() == layer.part())
            .findFirst()
            .map(Stage::alpha)
            .orElse(settings.alpha());
    return layer.node() instanceof Node.Activation
        ? settings.nonlinearity().own(alpha)
        : Optional.empty();
  }
}

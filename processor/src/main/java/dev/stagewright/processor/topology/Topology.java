package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** Copies the list; a network has at least one stage. */
  public Topology {
    stages = List.copyOf(stages);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException(name + " has no stage");
    }
  }

  /** The stages whose blocks are not of a user's class. */
  public List<Stage> builtIn() {
    return stages.stream().filter(stage -> stage.blockClass().isEmpty()).toList();
  }

  /** All nonlinearities in use, the stem's first. */
  public List<Nonlinearity> nonlinearities() {
    return Stream.concat(
            Stream.of(settings.nonlinearity()), builtIn().stream().map(Stage::nonlinearity))
        .distinct()
        .toList();
  }

  /** All layers in the order of computation. */
  public Stream<Node> nodes() {
    return Stream.of(
            stem.nodes().stream(),
            stages.stream()
                .flatMap(stage -> stage.blocks().stream())
                .flatMap(block -> block.nodes().stream()),
            head.nodes().stream())
        .flatMap(nodes -> nodes);
  }

  /** The runtime's class of a layer, if Deeplearning4j has none that is right. */
  public Optional<String> own(InferredLayer layer) {
    double alpha =
        stages.stream()
            .filter(stage -> stage.number() == layer.part())
            .findFirst()
            .map(Stage::alpha)
            .orElse(settings.alpha());
    return layer.node() instanceof Node.Activation activation
        ? activation.nonlinearity().own(alpha)
        : layer.node().own();
  }
}

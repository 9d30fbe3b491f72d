package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;

/**
 * What other code can see of a network: the layers that its class names.
 *
 * @param stem the first convolution
 * @param deepStem whether others follow it in the stem
 * @param averagePool what precedes the classifier
 * @param maxPool likewise
 * @param head the dense layer
 */
public record Outline(
    String stem,
    boolean deepStem,
    List<StageEnd> stages,
    Optional<String> averagePool,
    Optional<String> maxPool,
    String head) {

  /**
   * The end of a stage.
   *
   * @param number the stage's number in layers' names
   * @param layer the layer that ends it
   * @param channels of its map
   * @param reduction how many pixels of the image lie between neighboring cells of its map
   */
  public record StageEnd(int number, String layer, int channels, int reduction) {}

  /** Copies the list. */
  public Outline {
    stages = List.copyOf(stages);
  }

  /** The outline of a whole network. */
  public static Outline of(Topology topology) {
    LayerNames names = topology.settings().names();
    return new Outline(
        topology.stem().convolutions().get(0).name().toString(),
        topology.stem().convolutions().size() > 1,
        topology.stages().stream().map(stage -> end(topology, stage)).toList(),
        pool(topology, names.averagePool()),
        pool(topology, names.maxPool()),
        topology.head().dense().name().toString());
  }

  private static StageEnd end(Topology topology, Stage stage) {
    return new StageEnd(
        stage.number(),
        stage.output(),
        stage.channels(),
        topology.path().reduction(stage.number() - LayerNames.FIRST_STAGE));
  }

  private static Optional<String> pool(Topology topology, LayerName name) {
    return topology.head().pools().stream()
        .map(Node::name)
        .filter(name::equals)
        .map(LayerName::toString)
        .findFirst();
  }
}

package dev.stagewright.processor.topology;

import java.util.List;

/**
 * What other code can see of a network: the layers that its class names.
 *
 * @param pool whether an average pool precedes the classifier
 * @param head the name of the dense layer
 */
public record Outline(List<StageEnd> stages, boolean pool, String head) {

  /**
   * The end of a stage.
   *
   * @param number the stage's number in layers' names
   * @param layer the layer that ends it
   */
  public record StageEnd(int number, String layer) {}

  /** Copies the list. */
  public Outline {
    stages = List.copyOf(stages);
  }

  /** The outline of a whole network. */
  public static Outline of(Topology topology) {
    return new Outline(
        topology.stages().stream()
            .map(stage -> new StageEnd(stage.number(), stage.output()))
            .toList(),
        topology.head().pool().isPresent(),
        topology.head().dense().name().toString());
  }
}

package dev.stagewright.processor.topology;

import java.util.List;

/** What kind of residual network the literature would call a network. */
public final class Family {

  private Family() {}

  /** For example {@code ResNet}, {@code ResNeXt} or {@code SE-ResNet-D}. */
  public static String of(Topology topology) {
    List<Stage> stages = topology.builtIn();
    if (stages.isEmpty()) {
      return "own blocks";
    }
    ResidualBlock first = (ResidualBlock) stages.get(0).blocks().get(0);
    boolean pooled =
        stages.stream()
            .map(stage -> (ResidualBlock) stage.blocks().get(0))
            .anyMatch(block -> block.projected() && block.shortcut().get(0) instanceof Node.Pool);
    return attention(first)
        + (stages.stream().anyMatch(stage -> stage.groups() > 1) ? "ResNeXt" : wide(topology))
        + (topology.settings().defaults().preactivation() ? "V2" : "")
        + (pooled ? "-D" : "")
        + (stages.size() < topology.stages().size() ? " + own blocks" : "");
  }

  private static String attention(ResidualBlock block) {
    if (block.attention().isEmpty()) {
      return "";
    }
    return block.attention().stream().anyMatch(Node.Linear.class::isInstance) ? "SE-" : "ECA-";
  }

  /**
   * Wide networks have more channels inside of a bottleneck than a quarter of those behind it, or
   * more in their first basic blocks than behind the stem.
   */
  private static String wide(Topology topology) {
    Stage stage = topology.builtIn().get(0);
    List<Integer> filters = stage.filters();
    boolean wide =
        filters.size() == 3
            ? filters.get(1) > filters.get(2) / 4
            : filters.get(1) > topology.stem().channels();
    return wide ? "Wide ResNet" : "ResNet";
  }
}

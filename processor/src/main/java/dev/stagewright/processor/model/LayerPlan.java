package dev.stagewright.processor.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Shape inference: every layer of a network with its top, in the order of computation. */
public final class LayerPlan {

  private final Map<String, PlannedLayer> layers = new LinkedHashMap<>();
  private final FeatureMap image;

  private LayerPlan(FeatureMap image) {
    this.image = image;
  }

  /** The layers of a network by name. */
  public static LayerPlan of(NetworkModel model) {
    LayerPlan plan = new LayerPlan(model.input());
    plan.add(1, model.stem().nodes());
    for (Stage stage : model.stages()) {
      for (Block block : stage.blocks()) {
        plan.add(stage.number(), block.nodes());
      }
    }
    plan.add(0, model.head().nodes());
    return plan;
  }

  private void add(int part, List<Node> nodes) {
    for (Node node : nodes) {
      FeatureMap input = output(node.inputs().get(0));
      layers.put(
          node.name().toString(),
          new PlannedLayer(node, part, node.output(input), node.kernel(input)));
    }
  }

  /** All layers in the order of computation. */
  public List<PlannedLayer> layers() {
    return List.copyOf(layers.values());
  }

  /** The shape that a layer makes. */
  public FeatureMap output(String layer) {
    return layer.equals(LayerNames.INPUT) ? image : layer(layer).output();
  }

  /** A layer by its name. */
  public PlannedLayer layer(String name) {
    PlannedLayer layer = layers.get(name);
    if (layer == null) {
      throw new IllegalArgumentException("no layer " + name);
    }
    return layer;
  }

  /** The sum over all layers of one of their numbers. */
  public long total(ToLongFunction<PlannedLayer> number) {
    return layers.values().stream().mapToLong(number).reduce(0, Math::addExact);
  }

  /** The sum over some layers of one of their numbers. */
  public long total(List<Node> nodes, ToLongFunction<PlannedLayer> number) {
    return nodes.stream()
        .map(node -> layer(node.name().toString()))
        .mapToLong(number)
        .reduce(0, Math::addExact);
  }
}

package dev.stagewright.processor.topology;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Shape inference: every layer of a network with its top, in the order of computation. */
public final class InferredLayers {

  private final Map<String, InferredLayer> layers = new LinkedHashMap<>();
  private final FeatureMap image;

  private InferredLayers(FeatureMap image) {
    this.image = image;
  }

  /** The layers of a network by name. */
  public static InferredLayers of(Topology topology) {
    InferredLayers inferred = new InferredLayers(topology.input());
    inferred.add(1, topology.stem().nodes());
    for (Stage stage : topology.stages()) {
      for (Block block : stage.blocks()) {
        inferred.add(stage.number(), block.nodes());
      }
    }
    inferred.add(0, topology.head().nodes());
    return inferred;
  }

  private void add(int part, List<Node> nodes) {
    for (Node node : nodes) {
      List<FeatureMap> inputs = node.inputs().stream().map(this::output).toList();
      FeatureMap output = node.output(inputs);
      layers.put(
          node.name().toString(),
          new InferredLayer(node, part, output, node.kernel(inputs.get(0))));
    }
  }

  /** All layers in the order of computation. */
  public List<InferredLayer> layers() {
    return List.copyOf(layers.values());
  }

  /** The shape that a layer makes. */
  public FeatureMap output(String layer) {
    return layer.equals(LayerNames.INPUT) ? image : layer(layer).output();
  }

  /** A layer by its name. */
  public InferredLayer layer(String name) {
    InferredLayer layer = layers.get(name);
    if (layer == null) {
      throw new IllegalArgumentException("no layer " + name);
    }
    return layer;
  }

  /** The sum over all layers of one of their numbers. */
  public long total(ToLongFunction<InferredLayer> number) {
    return layers.values().stream().mapToLong(number).reduce(0, Math::addExact);
  }

  /** The sum over some layers of one of their numbers. */
  public long total(List<Node> nodes, ToLongFunction<InferredLayer> number) {
    return nodes.stream()
        .map(node -> layer(node.name().toString()))
        .mapToLong(number)
        .reduce(0, Math::addExact);
  }
}

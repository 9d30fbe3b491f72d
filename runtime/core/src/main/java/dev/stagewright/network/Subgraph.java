package dev.stagewright.network;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;

/** A network's layers on their way into a graph. */
final class Subgraph {

  /** No layer of a network has this name. */
  private static final String INPUT = "input";

  private final GraphBuilder layers;
  private final String last;

  private Subgraph(GraphBuilder layers, String last) {
    this.layers = layers;
    this.last = last;
  }

  /** A network's layers with what a graph's builder sets for all of its own. */
  static Subgraph of(Network network, GraphBuilder graph) {
    GraphBuilder layers = new GraphBuilder(graph.getGlobalConfiguration());
    return new Subgraph(layers, network.addTo(layers, INPUT));
  }

  /** The name of the layer that ends the network. */
  String last() {
    return last;
  }

  /** Drops all layers from which none of these follows. */
  Subgraph leadingTo(Collection<String> outputs) {
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      String layer = open.remove();
      if (needed.add(layer)) {
        open.addAll(layers.getVertexInputs().getOrDefault(layer, List.of()));
      }
    }
    layers.getVertices().keySet().retainAll(needed);
    layers.getVertexInputs().keySet().retainAll(needed);
    layers.getInputPreProcessors().keySet().retainAll(needed);
    return this;
  }

  /** Adds the layers, or none of them. */
  void appendTo(GraphBuilder graph, String input, String prefix) {
    for (String name : layers.getVertices().keySet()) {
      if (graph.getVertices().containsKey(prefix + name)) {
        throw new OptionException(
            "prefix: found \"%s\", but the graph has a layer %s already; give every network a prefix of its own"
                .formatted(prefix, prefix + name));
      }
    }
    layers
        .getVertices()
        .forEach(
            (name, vertex) -> {
              rename(vertex, prefix + name);
              graph.addVertex(
                  prefix + name,
                  vertex,
                  layers.getVertexInputs().getOrDefault(name, List.of()).stream()
                      .map(from -> from.equals(INPUT) ? input : prefix + from)
                      .toArray(String[]::new));
            });
    layers
        .getInputPreProcessors()
        .forEach((name, preProcessor) -> graph.inputPreProcessor(prefix + name, preProcessor));
  }

  private static void rename(GraphVertex vertex, String name) {
    if (vertex instanceof LayerVertex layer) {
      layer.getLayerConf().getLayer().setLayerName(name);
    }
  }
}

package dev.stagewright.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * A layer of a graph that has parameters.
 *
 * @param name its name
 * @param parameters its parameters in the order of their roles, those without one at the end
 */
record GraphLayer(String name, List<GraphParameter> parameters) {

  static List<GraphLayer> of(ComputationGraph graph) {
    List<GraphLayer> layers = new ArrayList<>();
    for (var vertex : graph.getVertices()) {
      if (vertex.numParams() > 0) {
        String name = vertex.getVertexName();
        var flattened = flattenedBefore(graph, name);
        layers.add(
            new GraphLayer(
                name,
                vertex.paramTable(false).entrySet().stream()
                    .map(each -> new GraphParameter(each.getKey(), each.getValue(), flattened))
                    .sorted(
                        Comparator.comparing(
                            GraphParameter::role, Comparator.nullsLast(Comparator.naturalOrder())))
                    .toList()));
      }
    }
    return layers;
  }

  /** Goes back over what has one input and no parameters, to where a map became a row. */
  private static @Nullable CnnToFeedForwardPreProcessor flattenedBefore(
      ComputationGraph graph, String name) {
    var configuration = graph.getConfiguration();
    String current = name;
    while (true) {
      GraphVertex vertex = configuration.getVertices().get(current);
      var preProcessor =
          vertex instanceof LayerVertex layer
              ? layer.getPreProcessor()
              : vertex instanceof PreprocessorVertex other ? other.getPreProcessor() : null;
      if (preProcessor instanceof CnnToFeedForwardPreProcessor flatten) {
        return flatten;
      }
      List<String> inputs = configuration.getVertexInputs().getOrDefault(current, List.of());
      if (inputs.size() != 1 || configuration.getNetworkInputs().contains(inputs.get(0))) {
        return null;
      }
      current = inputs.get(0);
      if (graph.getVertex(current).numParams() > 0) {
        return null;
      }
    }
  }

  /** The parameters as arrays of a file, read from the graph when they are asked for. */
  LayerWeights toWeights() {
    return new LayerWeights(name, parameters.stream().map(GraphParameter::toArray).toList());
  }

  /** Whether the rows of a dense kernel follow [channels, height, width]. */
  boolean channelsFirst() {
    return parameters.stream().anyMatch(GraphParameter::channelsFirst);
  }
}

package dev.stagewright.weights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer of a graph that has parameters.
 *
 * @param name its name
 * @param parameters views of the graph's flat parameters, by Deeplearning4j's keys, in Keras' order
 * @param flattened the feature map that is flattened before it, or null
 */
record GraphLayer(
    String name,
    Map<String, INDArray> parameters,
    @Nullable CnnToFeedForwardPreProcessor flattened) {

  static List<GraphLayer> of(ComputationGraph graph) {
    List<GraphLayer> layers = new ArrayList<>();
    for (var vertex : graph.getVertices()) {
      if (vertex.numParams() > 0) {
        String name = vertex.getVertexName();
        layers.add(
            new GraphLayer(
                name, inKerasOrder(vertex.paramTable(false)), flattenedBefore(graph, name)));
      }
    }
    return layers;
  }

  /** Deeplearning4j has a convolution's bias before its kernel, Keras behind it. */
  private static Map<String, INDArray> inKerasOrder(Map<String, INDArray> parameters) {
    Map<String, INDArray> ordered = new LinkedHashMap<>();
    parameters.entrySet().stream()
        .sorted(
            Comparator.comparing(
                parameter -> ArrayKind.ofParameter(parameter.getKey()).orElse(ArrayKind.KERNEL)))
        .forEach(parameter -> ordered.put(parameter.getKey(), parameter.getValue()));
    return ordered;
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

  /**
   * The arrays that a file must hold for this layer, by Keras' name and in the file's layout.
   *
   * @return the shapes, a kernel first as in Keras; a parameter that Keras does not have keeps its
   *     key
   */
  Map<String, long[]> expected(KernelLayout layout) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    parameters.forEach(
        (key, view) -> {
          String kind = keras(key);
          long[] shape =
              !kind.equals(ArrayKind.KERNEL.keras())
                  ? new long[] {view.length()}
                  : view.rank() == 4 ? layout.fileShape(view.shape()) : view.shape();
          shapes.put(kind, shape);
        });
    return shapes;
  }

  /** Keras' name of the parameter with a key. */
  static String keras(String key) {
    return ArrayKind.ofParameter(key).map(ArrayKind::keras).orElse(key);
  }

  /** Whether the rows of this layer's kernel follow [channels, height, width]. */
  boolean channelsFirst() {
    return flattened != null && flattened.getFormat() == CNN2DFormat.NCHW;
  }
}

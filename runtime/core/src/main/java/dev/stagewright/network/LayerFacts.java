package dev.stagewright.network;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.core.JsonProcessingException;

/**
 * What Deeplearning4j itself tells of a layer or vertex of a network, blocks of the user's own
 * included.
 *
 * @param name the name in the graph
 * @param kind the simple name of its class
 * @param inputs the names of the layers it reads
 * @param output the shape of one image's output: height, width and channels, or only channels
 * @param parameters how many numbers it holds, trained or not
 * @param trainable how many of them training changes by gradients
 * @param flops of a convolution for one image, two for a multiply-add; 0 of all others
 * @param own a class that it needs and Deeplearning4j does not have; null for none
 */
public record LayerFacts(
    String name,
    String kind,
    List<String> inputs,
    List<Integer> output,
    long parameters,
    long trainable,
    long flops,
    @Nullable String own) {

  private static final Pattern CLASS = Pattern.compile("\"@class\" *: *\"([^\"]+)\"");

  /** Copies the lists. */
  public LayerFacts {
    inputs = List.copyOf(inputs);
    output = List.copyOf(output);
  }

  /**
   * The layers and vertices of a network.
   *
   * @param network with its options
   * @return in the order in which the network adds them
   */
  public static List<LayerFacts> of(Network network) {
    NetworkOptions options = network.options();
    ComputationGraphConfiguration graph = network.configuration();
    Map<String, InputType> types =
        graph.getLayerActivationTypes(options.inputShape().toDl4j(options.dataFormat()));
    return graph.getVertices().entrySet().stream()
        .map(
            vertex ->
                of(
                    vertex.getKey(),
                    vertex.getValue(),
                    graph.getVertexInputs().getOrDefault(vertex.getKey(), List.of()),
                    shape(types.get(vertex.getKey()))))
        .toList();
  }

  private static LayerFacts of(
      String name, GraphVertex vertex, List<String> inputs, List<Integer> output) {
    Object layer =
        vertex instanceof LayerVertex wrapper ? wrapper.getLayerConf().getLayer() : vertex;
    long parameters = vertex.numParams(false);
    return new LayerFacts(
        name,
        layer.getClass().getSimpleName(),
        inputs,
        output,
        parameters,
        // Half of what a normalization holds are running statistics.
        layer instanceof BatchNormalization ? parameters / 2 : parameters,
        layer instanceof ConvolutionLayer convolution ? flops(convolution, parameters, output) : 0,
        own(vertex).orElse(null));
  }

  private static long flops(ConvolutionLayer layer, long parameters, List<Integer> output) {
    long weights = parameters - (layer.hasBias() ? layer.getNOut() : 0);
    return 2 * weights * output.get(0) * output.get(1);
  }

  private static List<Integer> shape(@Nullable InputType type) {
    if (type instanceof InputTypeConvolutional map) {
      return List.of((int) map.getHeight(), (int) map.getWidth(), (int) map.getChannels());
    }
    return type == null ? List.of() : List.of((int) type.arrayElementsPerExample());
  }

  /** The first class that its JSON names and Deeplearning4j does not have. */
  private static Optional<String> own(GraphVertex vertex) {
    try {
      String json = NeuralNetConfiguration.mapper().writeValueAsString(vertex);
      return CLASS
          .matcher(json)
          .results()
          .map(found -> found.group(1))
          .filter(type -> !type.startsWith("org.deeplearning4j.") && !type.startsWith("org.nd4j."))
          .findFirst();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(vertex + " cannot be written as JSON", e);
    }
  }
}

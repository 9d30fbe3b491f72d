package dev.stagewright.network;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/**
 * Adds blocks of the user's own to a graph and checks that they make what their stage declares;
 * called by generated code.
 */
public final class DeclaredBlocks {

  private final GraphBuilder graph;

  /** What layers make, as far as that is known. */
  private final Map<String, InputType> types = new HashMap<>();

  /**
   * Blocks of one network.
   *
   * @param graph the graph that is being built
   * @param input the layer or input that the network reads
   * @param options of the network; its input shape is that of the images
   */
  public DeclaredBlocks(GraphBuilder graph, String input, NetworkOptions options) {
    this.graph = graph;
    types.put(input, options.inputShape().toDl4j(options.dataFormat()));
  }

  /**
   * Adds one block.
   *
   * @param block makes its layers
   * @param spec what it is to make
   * @return the layer that ends it
   * @throws BlockException if the block does not make that
   */
  public String add(StageBlock block, BlockSpec spec) {
    String title = block.getClass().getSimpleName() + ", block " + spec.output();
    InputTypeConvolutional before = map(title, spec.input());
    block.addTo(graph, spec);
    GraphVertex last = graph.getVertices().get(spec.output());
    if (last == null) {
      throw new BlockException(
          "%s: the block added no layer %s, in which it must end. Name its last layer or vertex block.output()"
              .formatted(title, spec.output()));
    }
    InputTypeConvolutional wanted =
        new InputTypeConvolutional(
            smaller(before.getHeight(), spec.stride()),
            smaller(before.getWidth(), spec.stride()),
            spec.outputChannels(),
            spec.format());
    InputTypeConvolutional made = map(title, spec.output());
    if (!made.equals(wanted)) {
      throw new BlockException(
          String.format(
              Locale.ROOT,
              "%s: the block makes %s of %s; with stride = %d and %d as the last of its filters the stage declares %s. Change the block, or the @Stage",
              title,
              shape(made),
              shape(before),
              spec.stride(),
              spec.outputChannels(),
              shape(wanted)));
    }
    return spec.output();
  }

  private static long smaller(long side, int stride) {
    return (side + stride - 1) / stride;
  }

  private static String shape(InputTypeConvolutional map) {
    return String.format(
        Locale.ROOT,
        "%d x %d x %d (%s)",
        map.getHeight(),
        map.getWidth(),
        map.getChannels(),
        map.getFormat());
  }

  private InputTypeConvolutional map(String title, String layer) {
    infer(title);
    InputType type = types.get(layer);
    if (type instanceof InputTypeConvolutional map) {
      return map;
    }
    throw new BlockException(
        type == null
            ? "%s: the layer %s does not follow from the block's input. Connect it with block.input()"
                .formatted(title, layer)
            : "%s: the layer %s makes %s; a block must make a feature map"
                .formatted(title, layer, type));
  }

  /** Goes over the graph, in which a layer may have been added before one that it reads. */
  private void infer(String title) {
    int known;
    do {
      known = types.size();
      graph
          .getVertices()
          .forEach(
              (name, vertex) -> {
                List<String> inputs = graph.getVertexInputs().getOrDefault(name, List.of());
                boolean open = !types.containsKey(name) && !inputs.isEmpty();
                if (open && types.keySet().containsAll(inputs)) {
                  types.put(name, output(title, name, vertex, inputs));
                }
              });
    } while (types.size() > known);
  }

  private InputType output(String title, String name, GraphVertex vertex, List<String> inputs) {
    InputType[] types = inputs.stream().map(this.types::get).toArray(InputType[]::new);
    try {
      return vertex.getOutputType(0, preprocessed(vertex, types));
    } catch (RuntimeException e) {
      throw new BlockException(
          "%s: the layer %s cannot read what %s make: %s"
              .formatted(title, name, inputs, e.getMessage()),
          e);
    }
  }

  /** Deeplearning4j adds preprocessors where layers need some, but only when the graph is built. */
  private static InputType[] preprocessed(GraphVertex vertex, InputType[] inputs) {
    if (vertex instanceof LayerVertex layer && layer.getPreProcessor() == null) {
      var added = layer.getLayerConf().getLayer().getPreProcessorForInputType(inputs[0]);
      return added == null ? inputs : new InputType[] {added.getOutputType(inputs[0])};
    }
    return inputs;
  }
}

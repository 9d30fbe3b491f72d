package dev.stagewright.onednn.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.nd4j.linalg.api.buffer.DataType;

/** Reads a ComputationGraph into a {@link Model}; says which layer is in the way if it cannot. */
public final class ModelReader {

  /** Large enough that no feature map vanishes. */
  private static final long[] NOMINAL_MAP = {1, 1 << 14, 1 << 14, 1 << 14};

  private static final long[] NOMINAL_VECTOR = {1, 1};

  private final ComputationGraph graph;
  private final FlatParameters parameters;
  private final List<Op> ops = new ArrayList<>();
  private final Map<String, Value> values = new HashMap<>();
  private final List<Model.Output> outputs = new ArrayList<>();
  private final Set<String> frozen = new HashSet<>();
  private final Set<String> stops = new HashSet<>();
  private boolean sizesKnown = true;

  /** A value with the way Deeplearning4j stores it. */
  record Value(String name, Shape shape, Layout layout) {}

  private ModelReader(ComputationGraph graph) {
    this.graph = graph;
    this.parameters = new FlatParameters(graph);
  }

  /**
   * Reads a graph for inputs of the given shapes.
   *
   * @param graph initialised
   * @param inputs shape of every input array, with the batch in front
   * @throws UnsupportedLayerException if the engine does not know a part of the graph
   */
  public static Model read(ComputationGraph graph, List<long[]> inputs) {
    ModelReader reader = new ModelReader(graph);
    reader.readAll(inputs);
    return new Model(
        List.copyOf(reader.ops),
        List.copyOf(reader.outputs),
        Set.copyOf(reader.frozen),
        Set.copyOf(reader.stops));
  }

  /**
   * Reads a graph as far as that goes without knowing its inputs' sizes.
   *
   * @throws UnsupportedLayerException if the engine does not know a part of the graph
   */
  public static void check(ComputationGraph graph) {
    List<long[]> nominal = new ArrayList<>();
    for (String input : graph.getConfiguration().getNetworkInputs()) {
      nominal.add(Formats.hasMap(graph, input) ? NOMINAL_MAP : NOMINAL_VECTOR);
    }
    ModelReader reader = new ModelReader(graph);
    reader.sizesKnown = false;
    reader.readAll(nominal);
  }

  /** Whether the shapes are those of real inputs, so that parameters must fit them. */
  boolean sizesKnown() {
    return sizesKnown;
  }

  private void readAll(List<long[]> inputs) {
    var configuration = graph.getConfiguration();
    if (configuration.getDataType() != DataType.FLOAT) {
      throw new UnsupportedLayerException("(graph)", "data type " + configuration.getDataType());
    }
    if (configuration.getBackpropType() != BackpropType.Standard) {
      throw new UnsupportedLayerException("(graph)", "truncated backpropagation through time");
    }
    readSources(inputs);
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      GraphVertex vertex = configuration.getVertices().get(name);
      if (vertex != null) {
        readVertex(name, vertex, configuration.getVertexInputs().getOrDefault(name, List.of()));
      }
    }
    for (String output : configuration.getNetworkOutputs()) {
      if (outputs.stream().noneMatch(known -> known.layer().equals(output))) {
        Value value = value(output);
        outputs.add(new Model.Output(output, value.name(), value.layout(), null));
      }
    }
    List<String> order = configuration.getNetworkOutputs();
    outputs.sort((a, b) -> Integer.compare(order.indexOf(a.layer()), order.indexOf(b.layer())));
  }

  private void readSources(List<long[]> inputs) {
    List<String> names = graph.getConfiguration().getNetworkInputs();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      long[] shape = inputs.get(i);
      Layout layout = shape.length == 2 ? Layout.VECTOR : Formats.ofReaders(graph, name);
      Shape size =
          switch (layout) {
            case VECTOR -> Shape.vector(shape[1]);
            case NCHW -> new Shape(shape[1], shape[2], shape[3]);
            case NHWC -> new Shape(shape[3], shape[1], shape[2]);
          };
      add(new Op.Source(name, i, layout, size), layout);
    }
  }

  private void readVertex(String name, GraphVertex vertex, List<String> inputNames) {
    List<Value> inputs = inputNames.stream().map(this::value).toList();
    if (vertex instanceof FrozenVertex wrapped) {
      readVertex(name, wrapped.getUnderlying(), inputNames);
      stops.add(name);
      return;
    }
    if (vertex instanceof LayerVertex layerVertex) {
      readLayer(name, layerVertex.getPreProcessor(), inputs.get(0));
    } else if (vertex instanceof ElementWiseVertex elementWise
        && elementWise.getOp() == ElementWiseVertex.Op.Add) {
      Value first = inputs.get(0);
      for (Value input : inputs) {
        if (!input.shape().equals(first.shape()) || input.layout() != first.layout()) {
          throw new UnsupportedLayerException(name, "a sum of values of different shapes");
        }
      }
      List<String> terms = inputs.stream().map(Value::name).toList();
      add(new Op.Sum(name, terms, first.shape()), first.layout());
    } else {
      throw new UnsupportedLayerException(name, "a " + vertex.getClass().getSimpleName());
    }
  }

  private void readLayer(String name, InputPreProcessor preProcessor, Value input) {
    var layer = graph.getVertex(name).getLayer();
    boolean passes = true;
    if (layer instanceof FrozenLayer wrapped) {
      layer = wrapped.getInsideLayer();
      passes = false;
      frozen.add(name);
    } else if (layer instanceof FrozenLayerWithBackprop wrapped) {
      layer = wrapped.getInsideLayer();
      frozen.add(name);
    }
    int before = ops.size();
    new LayerReader(this, parameters, name).read(layer, preProcessor, input);
    if (!passes) {
      ops.subList(before, ops.size()).forEach(op -> stops.add(op.name()));
    }
    if (frozen.contains(name)) {
      ops.subList(before, ops.size()).forEach(op -> frozen.add(op.name()));
    }
  }

  private Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw new UnsupportedLayerException(name, "its value is used where only outputs are known");
    }
    return value;
  }

  /** Adds an operation; its value is known by its own name. */
  Value add(Op op, Layout layout) {
    ops.add(op);
    Value value = new Value(op.name(), op.shape(), layout);
    values.put(op.name(), value);
    return value;
  }

  /** Ends the graph at a layer that has a loss. */
  void addOutput(String layer, Value logits, Model.Loss loss) {
    outputs.add(new Model.Output(layer, logits.name(), Layout.VECTOR, loss));
  }
}

package dev.stagewright.onednn.internal.model;

import dev.stagewright.layers.ChannelGate;
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
import org.deeplearning4j.nn.conf.graph.MergeVertex;
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

  /** The ends of layers that have a loss, by their names. */
  private final Map<String, Model.Output> heads = new HashMap<>();

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
   * @param graph initialized
   * @param inputs shape of every input array, with the batch in front and the right rank
   * @throws UnsupportedLayerException if the engine does not know a part of the graph
   * @throws MisfitException if inputs of these sizes do not go through the graph
   */
  static Model read(ComputationGraph graph, List<long[]> inputs) {
    ModelReader reader = new ModelReader(graph);
    reader.readAll(inputs);
    return new Model(
        List.copyOf(reader.ops),
        reader.outputs(),
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
      boolean vector = Formats.ofReaders(graph, input) == Layout.VECTOR;
      nominal.add(vector ? NOMINAL_VECTOR : NOMINAL_MAP);
    }
    ModelReader reader = new ModelReader(graph);
    reader.sizesKnown = false;
    reader.readAll(nominal);
  }

  /** Of sizes that do not go through a layer: of the inputs' if these are real, else any. */
  RuntimeException misfit(String layer, String what) {
    return sizesKnown
        ? new MisfitException(layer, "would be " + what)
        : new UnsupportedLayerException(layer, what);
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
    for (String layer : heads.keySet()) {
      if (!configuration.getNetworkOutputs().contains(layer)) {
        throw new UnsupportedLayerException(layer, "a loss that is not an output of the graph");
      }
    }
  }

  private List<Model.Output> outputs() {
    return graph.getConfiguration().getNetworkOutputs().stream().map(this::output).toList();
  }

  private Model.Output output(String layer) {
    Model.Output head = heads.get(layer);
    if (head != null) {
      return head;
    }
    Value value = value(layer);
    return new Model.Output(layer, value.name(), value.layout(), null);
  }

  private void readSources(List<long[]> inputs) {
    List<String> names = graph.getConfiguration().getNetworkInputs();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      long[] shape = inputs.get(i);
      Layout layout = Formats.ofReaders(graph, name);
      Shape size =
          switch (layout) {
            case VECTOR -> Shape.vector(shape[1]);
            case NCHW -> new Shape(shape[1], shape[2], shape[3]);
            case NHWC -> new Shape(shape[3], shape[1], shape[2]);
          };
      add(new Source(name, i, layout, size), layout);
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
          throw misfit(name, "a sum of %s and %s".formatted(first.shape(), input.shape()));
        }
      }
      List<String> terms = inputs.stream().map(Value::name).toList();
      add(new Sum(name, terms, first.shape()), first.layout());
    } else if (vertex instanceof ChannelGate) {
      Value map = inputs.get(0);
      Value gate = inputs.get(1);
      if (gate.layout() != Layout.VECTOR || gate.shape().channels() != map.shape().channels()) {
        throw misfit(name, "%s times %s".formatted(map.shape(), gate.shape()));
      }
      add(new Gate(name, map.name(), gate.name(), map.shape()), map.layout());
    } else if (vertex instanceof MergeVertex
        && inputs.stream().allMatch(input -> input.layout() == Layout.VECTOR)) {
      long length = inputs.stream().mapToLong(input -> input.shape().length()).sum();
      List<String> parts = inputs.stream().map(Value::name).toList();
      add(new Concatenation(name, parts, Shape.vector(length)), Layout.VECTOR);
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
    heads.put(layer, new Model.Output(layer, logits.name(), Layout.VECTOR, loss));
  }
}

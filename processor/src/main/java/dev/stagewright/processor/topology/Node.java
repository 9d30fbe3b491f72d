package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;

/** A layer before its shape is known. */
public interface Node {

  /** The name in the graph. */
  LayerName name();

  /** The names of the layers that it reads, or of the graph's input. */
  List<String> inputs();

  /** The kind of layer, in descriptions. */
  String kind();

  /** What it makes of one image's maps. */
  FeatureMap output(List<FeatureMap> inputs);

  /** Calls what a visitor has for this kind of layer. */
  <R> R accept(NodeVisitor<R> visitor);

  /** The sides of the array of its weights; none if it has no weights. */
  default List<Integer> kernel(FeatureMap input) {
    return List.of();
  }

  /** Whether it adds a bias to every output channel. */
  default boolean hasBias() {
    return false;
  }

  /** How many numbers for every output channel it keeps that training changes, beside the above. */
  default int trainedPerChannel() {
    return 0;
  }

  /** How many numbers for every output channel it keeps that training does not change. */
  default int keptPerChannel() {
    return 0;
  }

  /** Whether it makes one number a channel instead of a map. */
  default boolean isVector() {
    return false;
  }

  /** The runtime's class that computes it, where Deeplearning4j has none that is right. */
  default Optional<String> own() {
    return Optional.empty();
  }

  /** Where the runtime has its layers. */
  String OWN = "dev.stagewright.layers.";

  /** A layer that reads one other and, unless it says otherwise, keeps the shape. */
  interface OfOne extends Node {
    /** The name of the layer that it reads, or of the graph's input. */
    String input();

    @Override
    default List<String> inputs() {
      return List.of(input());
    }

    @Override
    default FeatureMap output(List<FeatureMap> inputs) {
      return inputs.get(0);
    }
  }

  /**
   * A batch normalization: gamma, beta, and the running mean and variance.
   *
   * @param gamma what gamma starts as
   */
  record Normalization(LayerName name, String input, int gamma) implements OfOne {
    @Override
    public String kind() {
      return "batch_normalization";
    }

    @Override
    public int trainedPerChannel() {
      return 2;
    }

    @Override
    public int keptPerChannel() {
      return 2;
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.normalization(this);
    }
  }

  /** A nonlinearity. */
  record Activation(LayerName name, String input, Nonlinearity nonlinearity) implements OfOne {
    @Override
    public String kind() {
      return "activation";
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.activation(this);
    }
  }

  /** What becomes of the cells that a pool reads. */
  enum PoolKind {
    /** The largest is taken. */
    MAX,
    /** The mean is taken. */
    AVERAGE
  }

  /** A pool in windows; of these, only cells inside of the map count. */
  record Pool(LayerName name, String input, PoolKind of, Size kernel, Size stride, Window window)
      implements OfOne {

    @Override
    public String kind() {
      return of == PoolKind.MAX ? "max_pool" : "average_pool";
    }

    @Override
    public FeatureMap output(List<FeatureMap> inputs) {
      return inputs.get(0).through(window, inputs.get(0).channels());
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.pool(this);
    }
  }

  /** Zeros around a map. */
  record ZeroPadding(LayerName name, String input, int padding) implements OfOne {
    @Override
    public String kind() {
      return "zero_padding";
    }

    @Override
    public FeatureMap output(List<FeatureMap> inputs) {
      FeatureMap map = inputs.get(0);
      return new FeatureMap(map.height() + 2 * padding, map.width() + 2 * padding, map.channels());
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.zeroPadding(this);
    }
  }

  /** A pool over the whole map. */
  record GlobalPool(LayerName name, String input, PoolKind of) implements OfOne {
    @Override
    public String kind() {
      return of == PoolKind.MAX ? "global_max_pool" : "global_average_pool";
    }

    @Override
    public FeatureMap output(List<FeatureMap> inputs) {
      return new FeatureMap(1, 1, inputs.get(0).channels());
    }

    @Override
    public boolean isVector() {
      return true;
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.globalPool(this);
    }
  }

  /** The channels of several layers, one behind the other. */
  record Concatenation(LayerName name, List<String> inputs) implements Node {

    /** Copies the list. */
    public Concatenation {
      inputs = List.copyOf(inputs);
    }

    @Override
    public String kind() {
      return "concatenation";
    }

    @Override
    public FeatureMap output(List<FeatureMap> inputs) {
      FeatureMap first = inputs.get(0);
      int channels = inputs.stream().mapToInt(FeatureMap::channels).sum();
      return new FeatureMap(first.height(), first.width(), channels);
    }

    @Override
    public boolean isVector() {
      return true;
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.concatenation(this);
    }
  }

  /** The sum of a branch and its shortcut. */
  record Sum(LayerName name, String branch, String shortcut) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(branch, shortcut);
    }

    @Override
    public String kind() {
      return "add";
    }

    @Override
    public FeatureMap output(List<FeatureMap> inputs) {
      return inputs.get(0);
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.sum(this);
    }
  }

  /**
   * A dense layer on one number a channel, with an activation.
   *
   * @param sigmoid whether that is the sigmoid; else it is ReLU
   */
  record Linear(LayerName name, String input, int units, boolean sigmoid) implements OfOne {
    @Override
    public String kind() {
      return "dense";
    }

    @Override
    public FeatureMap output(List<FeatureMap> inputs) {
      return new FeatureMap(1, 1, units);
    }

    @Override
    public List<Integer> kernel(FeatureMap input) {
      return List.of(input.channels(), units);
    }

    @Override
    public boolean hasBias() {
      return true;
    }

    @Override
    public boolean isVector() {
      return true;
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.linear(this);
    }
  }

  /** A convolution over the channels of one number each, with a sigmoid. */
  record ChannelConvolution(LayerName name, String input, int kernel) implements OfOne {
    @Override
    public String kind() {
      return "channel_convolution";
    }

    @Override
    public List<Integer> kernel(FeatureMap input) {
      return List.of(kernel);
    }

    @Override
    public boolean isVector() {
      return true;
    }

    @Override
    public Optional<String> own() {
      return Optional.of(OWN + "ChannelConvolution");
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.channelConvolution(this);
    }
  }

  /** A map times one number a channel. */
  record Gate(LayerName name, String map, String gate) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(map, gate);
    }

    @Override
    public String kind() {
      return "gate";
    }

    @Override
    public FeatureMap output(List<FeatureMap> inputs) {
      return inputs.get(0);
    }

    @Override
    public Optional<String> own() {
      return Optional.of(OWN + "ChannelGate");
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.gate(this);
    }
  }

  /** A branch that is left out at times, in training. */
  record DropPath(LayerName name, String input, DropRate rate) implements OfOne {
    @Override
    public String kind() {
      return "stochastic_depth";
    }

    @Override
    public Optional<String> own() {
      return Optional.of(OWN + "StochasticDepth");
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.dropPath(this);
    }
  }

  /** Values that are left out at times, in training. */
  record Dropout(LayerName name, String input, double rate) implements OfOne {
    @Override
    public String kind() {
      return "dropout";
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.dropout(this);
    }
  }

  /** The head's dense layer, with what its task asks for behind it. */
  record Dense(LayerName name, String input, int units, Task task) implements OfOne {
    @Override
    public String kind() {
      return "dense";
    }

    @Override
    public FeatureMap output(List<FeatureMap> inputs) {
      return new FeatureMap(1, 1, units);
    }

    @Override
    public List<Integer> kernel(FeatureMap input) {
      return List.of(input.height(), input.width(), input.channels(), units);
    }

    @Override
    public boolean hasBias() {
      return true;
    }

    @Override
    public boolean isVector() {
      return true;
    }

    @Override
    public Optional<String> own() {
      return task == Task.MULTI_LABEL || task == Task.BINARY
          ? Optional.of(OWN + "SigmoidCrossEntropy")
          : Optional.empty();
    }

    @Override
    public <R> R accept(NodeVisitor<R> visitor) {
      return visitor.dense(this);
    }
  }
}

package dev.stagewright.processor.topology;

import java.util.List;

/** A layer before its shape is known. */
public sealed interface Node {

  /** The name in the graph. */
  LayerName name();

  /** The names of the layers that it reads, or of the graph's input. */
  List<String> inputs();

  /** The kind of layer, in descriptions. */
  String kind();

  /** What it makes of one image. */
  FeatureMap output(FeatureMap input);

  /** Calls what a visitor has for this kind of layer. */
  <R> R accept(Visitor<R> visitor);

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

  /**
   * Something that is done with every kind of layer.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    /** Of a convolution. */
    R convolution(Convolution convolution);

    /** Of a normalization. */
    R normalization(Normalization normalization);

    /** Of a nonlinearity. */
    R activation(Activation activation);

    /** Of a pool. */
    R pool(Pool pool);

    /** Of a sum. */
    R sum(Sum sum);

    /** Of a dense layer. */
    R dense(Dense dense);
  }

  /**
   * A convolution, without an activation.
   *
   * @param padding on each side; ignored where {@code same}
   * @param same whether it pads as much as keeps the size at stride 1
   */
  record Convolution(
      LayerName name,
      String input,
      Size filters,
      Size kernel,
      Size stride,
      int padding,
      boolean same,
      boolean hasBias)
      implements Node {

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public String kind() {
      return "convolution";
    }

    /** How it moves. */
    public Window window() {
      return new Window(kernel.value(), stride.value(), padding, same);
    }

    /** Whether it pads just so that only its stride makes the map smaller. */
    public boolean keepsSize() {
      return padding == 0 && same == (kernel.value() != 1);
    }

    @Override
    public FeatureMap output(FeatureMap input) {
      return input.through(window(), filters.value());
    }

    @Override
    public List<Integer> kernel(FeatureMap input) {
      return List.of(kernel.value(), kernel.value(), input.channels(), filters.value());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.convolution(this);
    }
  }

  /** A batch normalization: gamma, beta, and the running mean and variance. */
  record Normalization(LayerName name, String input) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public String kind() {
      return "batch_normalization";
    }

    @Override
    public FeatureMap output(FeatureMap input) {
      return input;
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
    public <R> R accept(Visitor<R> visitor) {
      return visitor.normalization(this);
    }
  }

  /** The network's nonlinearity. */
  record Activation(LayerName name, String input) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public String kind() {
      return "activation";
    }

    @Override
    public FeatureMap output(FeatureMap input) {
      return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.activation(this);
    }
  }

  /** A pool. */
  record Pool(LayerName name, String input, Kind of, Window window) implements Node {
    /** What becomes of the cells in a window. */
    public enum Kind {
      /** The largest is taken. */
      MAX,
      /** The mean is taken. */
      AVERAGE
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public String kind() {
      return of == Kind.MAX ? "max_pool" : "average_pool";
    }

    @Override
    public FeatureMap output(FeatureMap input) {
      return input.through(window, input.channels());
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pool(this);
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
    public FeatureMap output(FeatureMap input) {
      return input;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sum(this);
    }
  }

  /** A dense layer with softmax behind it. */
  record Dense(LayerName name, String input, int units) implements Node {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public String kind() {
      return "dense";
    }

    @Override
    public FeatureMap output(FeatureMap input) {
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
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
    }
  }
}

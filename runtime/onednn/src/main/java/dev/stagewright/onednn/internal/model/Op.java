package dev.stagewright.onednn.internal.model;

import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One operation; its name is also the name of the value that it makes. What the compilers ask of
 * every operation is a method here, and what they do with each kind a {@link Visitor}: a new kind
 * compiles only when all of it is answered.
 */
public sealed interface Op {

  /** The layer's name, with a suffix where a layer is several operations. */
  String name();

  /** The names of the values that it reads. */
  List<String> inputs();

  /** The value's size for one image. */
  Shape shape();

  /** The arrays that training changes, running statistics among them; empty if it has none. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /**
   * Whether training may overwrite the value when its only reader has read it: not if the caller
   * owns it, or if its derivative is computed from it.
   */
  default boolean overwritable() {
    return true;
  }

  /**
   * How far apart the cells are that it reads, if only some of the cells of its value are made.
   *
   * @param stride between the cells that are made
   * @return empty if it always makes all cells, from all cells of its inputs
   */
  Optional<Pair> inputStride(Pair stride);

  /**
   * The same operation where only some cells of values are made.
   *
   * @param stride between the cells of its own value
   * @param cells of its inputs
   */
  Op strided(Pair stride, Cells cells);

  /** Does what is to be done for this kind of operation. */
  <R> R accept(Visitor<R> visitor);

  /** The cells of values that are made. */
  interface Cells {

    /** The stride between them. */
    Pair stride(String value);

    /** The name under which those of a value are found that lie at a stride. */
    String at(Pair stride, String value, Shape whole);
  }

  /**
   * Something to do with an operation, for each kind.
   *
   * @param <R> what comes of it
   */
  interface Visitor<R> {
    /** For what the caller feeds. */
    R source(Source op);

    /** For a convolution. */
    R convolution(Convolution op);

    /** For a batch normalization. */
    R normalization(Normalization op);

    /** For a nonlinearity. */
    R nonlinear(Nonlinear op);

    /** For a sum. */
    R sum(Sum op);

    /** For a pooling. */
    R pooling(Pooling op);

    /** For a fully connected layer. */
    R dense(Dense op);

    /** For zeros around a map. */
    R padding(Padding op);

    /** For values dropped while training. */
    R dropout(Dropout op);

    /** For vectors one behind the other. */
    R concatenation(Concatenation op);

    /** For a map times a number for each channel. */
    R gate(Gate op);

    /** For the same numbers seen as another shape. */
    R reshape(Reshape op);
  }

  /** Makes each cell of its value from the same cell of every input. */
  sealed interface Elementwise extends Op {

    /** The same operation on values of another size. */
    Elementwise on(List<String> inputs, Shape shape);

    @Override
    default Optional<Pair> inputStride(Pair stride) {
      return Optional.of(stride);
    }

    @Override
    default Op strided(Pair stride, Cells cells) {
      List<String> strided =
          inputs().stream().map(input -> cells.at(stride, input, shape())).toList();
      return on(strided, shape().every(stride));
    }
  }

  /** Always makes all cells of its value. */
  sealed interface Whole extends Op {
    @Override
    default Optional<Pair> inputStride(Pair stride) {
      return Optional.empty();
    }

    @Override
    default Op strided(Pair stride, Cells cells) {
      return this;
    }
  }

  /**
   * An array that the caller feeds.
   *
   * @param index which of the graph's inputs
   * @param layout how the caller stores it
   */
  record Source(String name, int index, Layout layout, Shape shape) implements Whole {
    @Override
    public List<String> inputs() {
      return List.of();
    }

    @Override
    public boolean overwritable() {
      return false;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.source(this);
    }
  }

  /**
   * A convolution.
   *
   * @param kernel [out, in / groups, height, width]
   * @param bias [out], or null
   * @param groups in which the channels are divided; 1 for none
   */
  record Convolution(
      String name,
      String input,
      Shape in,
      Shape shape,
      Window window,
      Parameter kernel,
      @Nullable Parameter bias,
      long groups)
      implements Op {
    /** One that sees all channels. */
    public Convolution(
        String name,
        String input,
        Shape in,
        Shape shape,
        Window window,
        Parameter kernel,
        @Nullable Parameter bias) {
      this(name, input, in, shape, window, kernel, bias, 1);
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
      return bias == null ? List.of(kernel) : List.of(kernel, bias);
    }

    /** The same kernel, moved otherwise over another value. */
    public Convolution on(String other, Shape otherIn, Shape otherShape, Window otherWindow) {
      return new Convolution(name, other, otherIn, otherShape, otherWindow, kernel, bias, groups);
    }

    @Override
    public Optional<Pair> inputStride(Pair stride) {
      return Optional.of(window.seesOneCell() ? window.stride().times(stride) : Pair.of(1));
    }

    @Override
    public Op strided(Pair stride, Cells cells) {
      Pair made = cells.stride(input);
      Pair step = window.stride().times(stride).dividedBy(made);
      return on(input, in.every(made), shape.every(stride), window.withStride(step));
    }

    /** Of one image, computed directly. */
    public double multiplyAdds() {
      double taps = (double) window.kernel().height() * window.kernel().width();
      return taps * in.channels() / groups * shape.length();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.convolution(this);
    }
  }

  /**
   * A batch normalization; the parameters are [channels].
   *
   * @param epsilon added to the variance
   * @param decay of the running statistics
   */
  record Normalization(
      String name,
      String input,
      Shape shape,
      Parameter gamma,
      Parameter beta,
      Parameter mean,
      Parameter variance,
      float epsilon,
      float decay)
      implements Elementwise {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(gamma, beta, mean, variance);
    }

    @Override
    public Normalization on(List<String> inputs, Shape other) {
      return new Normalization(
          name, inputs.get(0), other, gamma, beta, mean, variance, epsilon, decay);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.normalization(this);
    }
  }

  /** A nonlinearity. */
  record Nonlinear(String name, String input, Shape shape, Function function)
      implements Elementwise {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public boolean overwritable() {
      return !function.kind().derivativeFromOutput();
    }

    @Override
    public Nonlinear on(List<String> inputs, Shape other) {
      return new Nonlinear(name, inputs.get(0), other, function);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.nonlinear(this);
    }
  }

  /** The sum of values of one shape. */
  record Sum(String name, List<String> inputs, Shape shape) implements Elementwise {
    @Override
    public Sum on(List<String> others, Shape other) {
      return new Sum(name, others, other);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sum(this);
    }
  }

  /** A pooling; over the whole map it is a global one. */
  record Pooling(String name, String input, Shape in, Shape shape, Kind kind, Window window)
      implements Whole {
    /** What becomes of a window. */
    public enum Kind {
      /** Its maximum; padding does not count. */
      MAX,
      /** The mean of its cells that are not padding. */
      MEAN,
      /** The mean with padding as zeros. */
      MEAN_WITH_PADDING
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.pooling(this);
    }
  }

  /**
   * A fully connected layer before its activation.
   *
   * @param layout the order in which a map is flattened
   * @param weights [in, out], column after column
   * @param bias [out], or null
   */
  record Dense(
      String name,
      String input,
      Shape in,
      Shape shape,
      Layout layout,
      Parameter weights,
      @Nullable Parameter bias)
      implements Whole {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public List<Parameter> parameters() {
      return bias == null ? List.of(weights) : List.of(weights, bias);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dense(this);
    }
  }

  /**
   * A map with zeros around it.
   *
   * @param before how many rows above it and columns to its left
   */
  record Padding(String name, String input, Shape in, Shape shape, Pair before) implements Whole {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public boolean overwritable() {
      return false; // the zeros are written once
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.padding(this);
    }
  }

  /** Values of which some are dropped while training; in prediction they pass unchanged. */
  record Dropout(String name, String input, Shape shape, Mask mask) implements Elementwise {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public Dropout on(List<String> inputs, Shape other) {
      return new Dropout(name, inputs.get(0), other, mask);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.dropout(this);
    }
  }

  /** Vectors one behind the other. */
  record Concatenation(String name, List<String> inputs, Shape shape) implements Whole {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.concatenation(this);
    }
  }

  /**
   * A map times a number for each channel of each image.
   *
   * @param gate a vector of as many channels
   */
  record Gate(String name, String input, String gate, Shape shape) implements Whole {
    @Override
    public List<String> inputs() {
      return List.of(input, gate);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.gate(this);
    }
  }

  /**
   * The same numbers as a map of another shape: channels, rows and columns in this order.
   *
   * @param in the shape that they have
   */
  record Reshape(String name, String input, Shape in, Shape shape) implements Whole {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }

    @Override
    public boolean overwritable() {
      return false; // it is the input's memory
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.reshape(this);
    }
  }
}

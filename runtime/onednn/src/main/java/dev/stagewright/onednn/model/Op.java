package dev.stagewright.onednn.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One operation; its name is also the name of the value that it makes. */
public sealed interface Op {

  /** The layer's name, with a suffix where a layer is several operations. */
  String name();

  /** The names of the values that it reads. */
  List<String> inputs();

  /** The value's size for one image. */
  Shape shape();

  /**
   * An array that the caller feeds.
   *
   * @param index which of the graph's inputs
   * @param layout how the caller stores it
   */
  record Source(String name, int index, Layout layout, Shape shape) implements Op {
    @Override
    public List<String> inputs() {
      return List.of();
    }
  }

  /**
   * A convolution.
   *
   * @param kernel [out, in, height, width]
   * @param bias [out], or null
   */
  record Convolution(
      String name,
      String input,
      Shape in,
      Shape shape,
      Window window,
      Parameter kernel,
      @Nullable Parameter bias)
      implements Op {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /**
   * A batch normalisation; the parameters are [channels].
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
      implements Op {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** A nonlinearity. */
  record Nonlinear(String name, String input, Shape shape, Function function) implements Op {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }

  /** The sum of values of one shape. */
  record Sum(String name, List<String> inputs, Shape shape) implements Op {}

  /** A pooling; over the whole map it is a global one. */
  record Pooling(String name, String input, Shape in, Shape shape, Kind kind, Window window)
      implements Op {
    /** What becomes of a window. */
    public enum Kind {
      /** Its maximum; padding does not count. */
      MAX,
      /** The mean of its cells that are no padding. */
      MEAN,
      /** The mean with padding as zeros. */
      MEAN_WITH_PADDING
    }

    @Override
    public List<String> inputs() {
      return List.of(input);
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
      implements Op {
    @Override
    public List<String> inputs() {
      return List.of(input);
    }
  }
}

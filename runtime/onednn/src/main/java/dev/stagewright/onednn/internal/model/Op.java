package dev.stagewright.onednn.internal.model;

import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.List;
import java.util.Optional;

/**
 * One operation; its name is also the name of the value that it makes. What the compilers ask of
 * every operation is a method here, and what they do with each kind a {@link Visitor}: a new kind
 * compiles only when all of it is answered.
 */
public interface Op {

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
}

package dev.stagewright.weights;

import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One array of a layer in the layout of its {@link ArrayRole}, whatever the layout in its file. Its
 * values are read when they are asked for, each time anew.
 */
public final class WeightArray {

  private final String name;
  private final @Nullable ArrayRole role;
  private final long[] shape;
  private final Supplier<INDArray> reader;

  /**
   * An array that can be read.
   *
   * @param name what its file calls it
   * @param role what it is, or null if it is none of the roles
   * @param shape its shape in the role's layout; no sides for a single number
   * @param reader reads the values as an array of this shape; throws {@link WeightsException} if
   *     they cannot be read
   */
  public WeightArray(
      String name, @Nullable ArrayRole role, long[] shape, Supplier<INDArray> reader) {
    this.name = name;
    this.role = role;
    this.shape = shape.clone();
    this.reader = reader;
  }

  /**
   * What it is.
   *
   * @return null if it is none of the roles
   */
  public @Nullable ArrayRole role() {
    return role;
  }

  /**
   * Its name for messages.
   *
   * @return the role's, or what its file calls it
   */
  public String name() {
    return role == null ? name : role.toString();
  }

  /**
   * Its shape in the role's layout.
   *
   * @return the sides, none for a single number
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * How many numbers it has.
   *
   * @return the product of its sides
   */
  public long length() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /**
   * Reads its values.
   *
   * @return a new array of {@link #shape()}
   * @throws WeightsException if they are damaged or cannot be read
   */
  public INDArray values() {
    return reader.get();
  }

  /** For example {@code kernel [7, 7, 3, 64]}. */
  @Override
  public String toString() {
    return name() + " " + Arrays.toString(shape);
  }
}

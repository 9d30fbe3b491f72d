package dev.stagewright.training;

import dev.stagewright.errors.StagewrightException.Kind;
import java.io.Serializable;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A part of a graph's flat arrays, for which one of several {@linkplain Replica replicas} updates
 * parameters and keeps the optimizer's state.
 *
 * @param from the first value
 * @param to behind the last value; {@code from} for an empty slice
 */
public record Slice(int from, int to) implements Serializable {

  /** Nothing. */
  static final Slice NONE = new Slice(0, 0);

  /** Checks the order, else throws {@link TrainingException}. */
  public Slice {
    if (from < 0 || to < from) {
      throw new TrainingException(
          Kind.USAGE, "slice: found %s to %s; expected 0 <= from <= to".formatted(from, to));
    }
  }

  /**
   * How many values it has.
   *
   * @return at least 0
   */
  public int length() {
    return to - from;
  }

  /** The slice's values of a flat array; the array itself if it is no longer. */
  INDArray cut(INDArray flat) {
    return length() == flat.length() ? flat : copy(flat);
  }

  /** The slice's values of a flat array, as an array of their own. */
  INDArray copy(INDArray flat) {
    return length() == 0
        ? Nd4j.empty(flat.dataType())
        : flat.get(NDArrayIndex.interval(from, to)).dup();
  }

  /** The slice's values of flat values, in their place. */
  FloatBuffer view(FloatBuffer flat) {
    return flat.duplicate().position(from).limit(to).slice();
  }
}

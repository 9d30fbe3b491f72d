package dev.stagewright.prediction;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture and what a {@link Predictor} tells of it.
 *
 * @param <S> what pictures come from
 * @param source where the picture comes from, for example its file
 * @param values of every output: probabilities, or values in their own units; empty if there is a
 *     fault
 * @param fault why there is no prediction: the picture cannot be read, or the outputs for it are
 *     not finite; null if there is one
 */
public record Predicted<S>(S source, List<Double> values, @Nullable RuntimeException fault) {

  /** Copies the list. */
  public Predicted {
    values = List.copyOf(values);
  }

  /**
   * The values as an array.
   *
   * @return one for each output
   * @throws RuntimeException the fault, if there is one
   */
  public double[] require() {
    if (fault != null) {
      throw fault;
    }
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.conditions.Conditions;

/**
 * Finds values with which no network computes anything useful: NaN, infinite, or beyond 1e18, whose
 * squares come near the largest float.
 */
public final class UnusableValues {

  private static final double LARGEST = 1e18;

  private UnusableValues() {}

  /**
   * Looks through an array.
   *
   * @param array of any shape and layout
   * @return for example "3 of 27 values are NaN, infinite or beyond 1e18, the first (at 4) NaN",
   *     the place counted in c order; empty if all are usable
   */
  public static Optional<String> in(INDArray array) {
    if (array.isEmpty() || !array.dataType().isFPType()) {
      return Optional.empty();
    }
    // ND4J does not see NaN among 16-bit values.
    INDArray wide = array.dataType().width() < 4 ? array.castTo(DataType.FLOAT) : array;
    // Counted this way round, NaN is among them: it compares as false.
    long count = wide.length() - wide.scan(Conditions.absLessThanOrEqual(LARGEST)).longValue();
    if (count == 0) {
      return Optional.empty();
    }
    INDArray values = wide.dup('c').reshape(array.length());
    long first = 0;
    while (Math.abs(values.getDouble(first)) <= LARGEST) { // false for NaN
      first++;
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d of %d values are NaN, infinite or beyond 1e18, the first (at %d) %s",
            count,
            array.length(),
            first,
            values.getDouble(first)));
  }

  /**
   * Looks through a graph's parameters and its updaters' state.
   *
   * @param graph an initialized graph
   * @return what {@link #in(INDArray)} says, for the first array that has such values, and which
   *     array that is; empty if all are usable
   */
  public static Optional<String> in(ComputationGraph graph) {
    if (in(graph.params()).isPresent()) {
      for (Map.Entry<String, INDArray> parameter : graph.paramTable().entrySet()) {
        Optional<String> found = in(parameter.getValue());
        if (found.isPresent()) {
          return found.map(text -> Printable.of(parameter.getKey()) + ": " + text);
        }
      }
    }
    // Not getUpdater(true), which would make a state where there is none.
    INDArray state =
        graph.getUpdater(false) == null ? null : graph.getUpdater(false).getStateViewArray();
    return state == null ? Optional.empty() : in(state).map(text -> "updater's state: " + text);
  }
}

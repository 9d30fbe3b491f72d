package dev.stagewright.metrics;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Errors of numbers, each the mean over the columns, as scikit-learn has them for several outputs.
 */
public final class RegressionErrors {

  private final double[][] truth;
  private final double[][] predicted;

  /**
   * Takes predictions.
   *
   * @param truth [examples, columns]
   * @param predicted [examples, columns]
   */
  public RegressionErrors(double[][] truth, double[][] predicted) {
    this.truth = truth;
    this.predicted = predicted;
  }

  /**
   * The root of the mean square error; {@code root_mean_squared_error}.
   *
   * @return at least 0
   */
  public double rmse() {
    return mean(column -> Math.sqrt(squares(column) / truth.length));
  }

  /**
   * The mean absolute error; {@code mean_absolute_error}.
   *
   * @return at least 0
   */
  public double mae() {
    return mean(
        column -> examples().mapToDouble(i -> Math.abs(error(i, column))).sum() / truth.length);
  }

  /**
   * The share of the variance that is explained, 1 - SSE / SST; {@code r2_score}. A column whose
   * truth is constant counts as 1 if it is met and 0 if not.
   *
   * @return at most 1; NaN of less than two examples
   */
  public double r2() {
    return truth.length < 2 ? Double.NaN : mean(this::r2);
  }

  private double r2(int column) {
    double mean = examples().mapToDouble(i -> truth[i][column]).average().orElse(Double.NaN);
    double total = examples().mapToDouble(i -> square(truth[i][column] - mean)).sum();
    double squares = squares(column);
    if (total == 0) {
      return squares == 0 ? 1 : 0;
    }
    return 1 - squares / total;
  }

  private double squares(int column) {
    return examples().mapToDouble(i -> square(error(i, column))).sum();
  }

  private double error(int example, int column) {
    return predicted[example][column] - truth[example][column];
  }

  private static double square(double value) {
    return value * value;
  }

  private IntStream examples() {
    return IntStream.range(0, truth.length);
  }

  private double mean(IntToDoubleFunction measure) {
    return IntStream.range(0, truth[0].length).mapToDouble(measure).average().orElse(Double.NaN);
  }
}

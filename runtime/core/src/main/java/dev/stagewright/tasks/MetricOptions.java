package dev.stagewright.tasks;

/**
 * What metrics leave open.
 *
 * @param top the k of top-k accuracy and MAP@k, at least 1
 * @param beta of F-beta, above 0: how many times recall counts as much as precision
 */
public record MetricOptions(int top, double beta) {

  /** Among the five best, and F1. */
  public static final MetricOptions DEFAULT = new MetricOptions(5, 1);

  /** Checks the values, else throws {@link TaskException}. */
  public MetricOptions {
    if (top < 1) {
      throw new TaskException("top: found " + top + "; expected at least 1");
    }
    checkBeta(beta);
  }

  static void checkBeta(double beta) {
    if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new TaskException("beta: found " + beta + "; expected a number above 0");
    }
  }
}

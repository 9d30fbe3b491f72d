package dev.stagewright.metrics;

import java.util.stream.IntStream;

/** Measures of one class of many that need every class's probability. */
public final class ClassProbabilities {

  private final int[] truth;
  private final double[][] probabilities;

  /**
   * Takes predictions.
   *
   * @param truth the class of every example
   * @param probabilities [examples, classes]
   */
  public ClassProbabilities(int[] truth, double[][] probabilities) {
    this.truth = truth;
    this.probabilities = probabilities;
  }

  /** A probability of 0 is taken for this one, as in scikit-learn for float64. */
  private static final double LEAST = Math.ulp(1.0);

  /** Of a probability given to what is true. */
  static double logLoss(double probability) {
    return -Math.log(Math.max(LEAST, Math.min(1 - LEAST, probability)));
  }

  /**
   * The mean of -log p of the true class; {@code log_loss}.
   *
   * @return at least 0
   */
  public double logLoss() {
    return IntStream.range(0, truth.length)
        .mapToDouble(i -> logLoss(probabilities[i][truth[i]]))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The mean over the examples of the sum over the classes of (p - truth)^2; {@code
   * brier_score_loss} for several classes.
   *
   * @return from 0 to 2
   */
  public double brierScore() {
    return oneAgainstRest().brierScore() * probabilities[0].length;
  }

  /**
   * The share of the examples whose class is among the k most probable ones; {@code
   * top_k_accuracy_score}: of equal ones the last class comes first.
   *
   * @param k at least 1
   * @return from 0 to 1
   */
  public double topKAccuracy(int k) {
    return IntStream.range(0, truth.length)
        .mapToDouble(i -> inFront(probabilities[i], truth[i]) < k ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  private static long inFront(double[] row, int label) {
    return IntStream.range(0, row.length)
        .filter(i -> row[i] > row[label] || (row[i] == row[label] && i > label))
        .count();
  }

  /**
   * The same examples as several labels, of which one applies: every class against all others.
   *
   * @return for means over the classes
   */
  public LabelMetrics oneAgainstRest() {
    boolean[][] has = new boolean[truth.length][probabilities[0].length];
    for (int i = 0; i < truth.length; i++) {
      has[i][truth[i]] = true;
    }
    return new LabelMetrics(has, probabilities);
  }
}

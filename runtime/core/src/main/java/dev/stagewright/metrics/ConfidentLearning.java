package dev.stagewright.metrics;

import java.util.stream.IntStream;

/**
 * Which examples probably have a wrong label, from probabilities of a model that was not trained on
 * them. Northcutt, Jiang and Chuang, "Confident Learning: Estimating Uncertainty in Dataset
 * Labels", 2021.
 */
public final class ConfidentLearning {

  /** As in the authors' cleanlab: a probability that is less by rounding is as large. */
  private static final double ROUNDING = 1e-6;

  private final int[] given;
  private final double[][] probabilities;

  /**
   * Takes predictions.
   *
   * @param given the label of every example, which may be wrong
   * @param probabilities [examples, classes], each of a model that has not seen the example
   */
  public ConfidentLearning(int[] given, double[][] probabilities) {
    this.given = given;
    this.probabilities = probabilities;
  }

  /**
   * The examples off the diagonal of the confident joint: a model is confident of another class
   * than the given one, which means that its probability is at least what that class has on average
   * where it is given. cleanlab's {@code find_label_issues(filter_by="confident_learning")}.
   *
   * @return for every example whether its label is suspect
   */
  public boolean[] suspects() {
    double[] thresholds = thresholds();
    boolean[] suspects = new boolean[given.length];
    for (int i = 0; i < given.length; i++) {
      double[] row = probabilities[i];
      int[] confident =
          IntStream.range(0, row.length).filter(k -> row[k] >= thresholds[k] - ROUNDING).toArray();
      // Of several classes the most probable one of all, confident or not.
      int guess = confident.length == 1 ? confident[0] : largest(row, -1);
      suspects[i] = confident.length > 0 && guess != given[i] && largest(row, -1) != given[i];
    }
    return suspects;
  }

  /** The mean probability of a class where it is given; none is confident of one that never is. */
  private double[] thresholds() {
    return IntStream.range(0, probabilities[0].length)
        .mapToDouble(
            k ->
                IntStream.range(0, given.length)
                    .filter(i -> given[i] == k)
                    .mapToDouble(i -> probabilities[i][k])
                    .average()
                    .orElse(Double.POSITIVE_INFINITY))
        .toArray();
  }

  /**
   * By how much the given label is more probable than the best other class: the lower the more
   * suspect.
   *
   * @param example from 0
   * @return from -1 to 1
   */
  public double margin(int example) {
    double[] row = probabilities[example];
    return row[given[example]] - row[other(example)];
  }

  /**
   * The most probable class but the given one.
   *
   * @param example from 0
   * @return its index
   */
  public int other(int example) {
    return largest(probabilities[example], given[example]);
  }

  /** The first of the largest, one apart. */
  private static int largest(double[] row, int apart) {
    int best = apart == 0 ? 1 : 0;
    for (int k = best + 1; k < row.length; k++) {
      best = k != apart && row[k] > row[best] ? k : best;
    }
    return best;
  }
}

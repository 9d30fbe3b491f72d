package dev.stagewright.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Measures of several labels a picture, from truth and scores of [examples, labels]. A mean over
 * the labels ({@code average="macro"}) counts every label, also one that no example has.
 */
public final class LabelMetrics {

  private final boolean[][] truth;
  private final double[][] scores;

  /**
   * Takes predictions.
   *
   * @param truth whether each label applies to each example
   * @param scores probabilities
   */
  public LabelMetrics(boolean[][] truth, double[][] scores) {
    this.truth = truth;
    this.scores = scores;
  }

  /** The labels that are said to apply. */
  private boolean[] said(int example, List<Double> thresholds) {
    boolean[] said = new boolean[scores[example].length];
    for (int label = 0; label < said.length; label++) {
      said[label] = scores[example][label] >= thresholds.get(label);
    }
    return said;
  }

  /**
   * The share of the examples with all labels right; {@code accuracy_score}.
   *
   * @param thresholds from which probability on each label is said to apply
   * @return from 0 to 1
   */
  public double accuracy(List<Double> thresholds) {
    return IntStream.range(0, truth.length)
        .mapToDouble(i -> Arrays.equals(truth[i], said(i, thresholds)) ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The mean of the labels' F-beta; {@code fbeta_score(average="macro", zero_division=0)}: 0 for a
   * label that no example has and none is said to have.
   *
   * @param thresholds from which probability on each label is said to apply
   * @param beta how many times recall counts as much as precision; 1 for F1
   * @return from 0 to 1
   */
  public double macroFBeta(List<Double> thresholds, double beta) {
    int labels = scores[0].length;
    int[] right = new int[labels];
    int[] wrong = new int[labels];
    int[] missed = new int[labels];
    for (int i = 0; i < truth.length; i++) {
      boolean[] said = said(i, thresholds);
      for (int label = 0; label < labels; label++) {
        right[label] += said[label] && truth[i][label] ? 1 : 0;
        wrong[label] += said[label] && !truth[i][label] ? 1 : 0;
        missed[label] += !said[label] && truth[i][label] ? 1 : 0;
      }
    }
    return IntStream.range(0, labels)
        .mapToDouble(label -> fBeta(right[label], wrong[label], missed[label], beta))
        .average()
        .orElse(Double.NaN);
  }

  /** (1 + b2) TP / ((1 + b2) TP + FP + b2 FN) with b2 = beta * beta; 0 for 0 / 0. */
  static double fBeta(int right, int wrong, int missed, double beta) {
    double square = beta * beta;
    double all = (1 + square) * right + wrong + square * missed;
    return all == 0 ? 0 : (1 + square) * right / all;
  }

  /**
   * The thresholds that make every label's F-beta largest on these examples.
   *
   * @param beta as in {@link #macroFBeta}
   * @return one for each label; see {@link ScoreRanking#bestThreshold}
   */
  public List<Double> tunedThresholds(double beta) {
    return IntStream.range(0, scores[0].length)
        .mapToObj(label -> ranking(label).bestThreshold(beta))
        .toList();
  }

  /**
   * The mean of the labels' areas under the curve; {@code roc_auc_score(average="macro")}.
   *
   * @return from 0 to 1; NaN if one label applies to all examples or to none
   */
  public double auc() {
    return mean(ScoreRanking::auc);
  }

  /**
   * The mean of the labels' average precisions; {@code average_precision_score(average="macro")}.
   *
   * @return from 0 to 1; a label that no example has counts as 0
   */
  public double meanAveragePrecision() {
    return mean(ScoreRanking::averagePrecision);
  }

  private double mean(ToDoubleFunction<ScoreRanking> measure) {
    return IntStream.range(0, scores[0].length)
        .mapToDouble(label -> measure.applyAsDouble(ranking(label)))
        .average()
        .orElse(Double.NaN);
  }

  private ScoreRanking ranking(int label) {
    boolean[] has = new boolean[truth.length];
    double[] column = new double[truth.length];
    for (int i = 0; i < truth.length; i++) {
      has[i] = truth[i][label];
      column[i] = scores[i][label];
    }
    return ScoreRanking.of(has, column);
  }

  /**
   * The mean over the examples of the average precision of the k best labels, MAP@k as in
   * competitions: the sum of the precisions where a right label stands, divided by the number of
   * right labels, at most k. Of equal scores the first label comes first; scikit-learn does not
   * have it.
   *
   * @param k at least 1
   * @return from 0 to 1; an example without labels counts as 0
   */
  public double meanAveragePrecisionAt(int k) {
    return IntStream.range(0, truth.length)
        .mapToDouble(i -> averagePrecisionAt(k, truth[i], scores[i]))
        .average()
        .orElse(Double.NaN);
  }

  private static double averagePrecisionAt(int k, boolean[] truth, double[] scores) {
    int[] best =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer label) -> scores[label]).reversed())
            .limit(k)
            .mapToInt(Integer::intValue)
            .toArray();
    int hits = 0;
    double sum = 0;
    for (int rank = 0; rank < best.length; rank++) {
      if (truth[best[rank]]) {
        hits++;
        sum += (double) hits / (rank + 1);
      }
    }
    long labels = IntStream.range(0, truth.length).filter(label -> truth[label]).count();
    return labels == 0 ? 0 : sum / Math.min(labels, k);
  }

  /**
   * The mean of the labels' log losses; {@code log_loss} of every column.
   *
   * @return at least 0
   */
  public double logLoss() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int label = 0; label < truth[i].length; label++) {
        double p = scores[i][label];
        sum += ClassProbabilities.logLoss(truth[i][label] ? p : 1 - p);
      }
    }
    return sum / truth.length / truth[0].length;
  }

  /**
   * The mean over examples and labels of (p - truth)^2; {@code brier_score_loss} of every column.
   *
   * @return from 0 to 1
   */
  public double brierScore() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int label = 0; label < truth[i].length; label++) {
        double error = scores[i][label] - (truth[i][label] ? 1 : 0);
        sum += error * error;
      }
    }
    return sum / truth.length / truth[0].length;
  }
}

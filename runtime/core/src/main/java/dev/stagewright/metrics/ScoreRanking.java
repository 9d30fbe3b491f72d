package dev.stagewright.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well scores put the examples with a label in front of those without: the examples by falling
 * score, those of equal scores together.
 */
public final class ScoreRanking {

  /** Of the groups of equal scores, the highest first: the score, and what is there up to it. */
  private record Level(double score, int positives, int all) {}

  private final Level[] levels;

  private ScoreRanking(Level[] levels) {
    this.levels = levels;
  }

  /**
   * Ranks examples.
   *
   * @param truth whether each has the label
   * @param scores higher where the label is more likely
   * @return the ranking
   */
  public static ScoreRanking of(boolean[] truth, double[] scores) {
    double[] with = sorted(truth, scores, true);
    double[] without = sorted(truth, scores, false);
    List<Level> levels = new ArrayList<>();
    int i = with.length;
    int j = without.length;
    while (i > 0 || j > 0) {
      double score =
          i == 0 || (j > 0 && Double.compare(without[j - 1], with[i - 1]) > 0)
              ? without[j - 1]
              : with[i - 1];
      i = below(with, i, score);
      j = below(without, j, score);
      int positives = with.length - i;
      levels.add(new Level(score, positives, positives + without.length - j));
    }
    return new ScoreRanking(levels.toArray(Level[]::new));
  }

  /** Sorted apart and merged, since numbers alone are sorted many times faster than pairs. */
  private static double[] sorted(boolean[] truth, double[] scores, boolean label) {
    return IntStream.range(0, scores.length)
        .filter(i -> truth[i] == label)
        .mapToDouble(i -> scores[i] + 0.0) // of -0 and 0 one number
        .sorted()
        .toArray();
  }

  /** How many of the first ones are below a score that none of them exceeds. */
  private static int below(double[] sorted, int count, double score) {
    int rest = count;
    while (rest > 0 && Double.compare(sorted[rest - 1], score) == 0) {
      rest--;
    }
    return rest;
  }

  private int positives() {
    return levels[levels.length - 1].positives();
  }

  private int all() {
    return levels[levels.length - 1].all();
  }

  /**
   * The area under the receiver operating characteristic, the probability that an example with the
   * label is in front of one without; equal scores count half. {@code roc_auc_score}.
   *
   * @return from 0 to 1; NaN where all examples have the label, or none
   */
  public double auc() {
    double area = 0;
    Level before = new Level(Double.POSITIVE_INFINITY, 0, 0);
    for (Level level : levels) {
      double negatives = level.all() - level.positives() - (before.all() - before.positives());
      area += negatives * (level.positives() + before.positives()) / 2;
      before = level;
    }
    return area / positives() / (all() - positives());
  }

  /**
   * The mean over the examples with the label of the precision where each is found; {@code
   * average_precision_score}.
   *
   * @return from 0 to 1; 0 where no example has the label
   */
  public double averagePrecision() {
    double sum = 0;
    int before = 0;
    for (Level level : levels) {
      sum += (double) (level.positives() - before) * level.positives() / level.all();
      before = level.positives();
    }
    return positives() == 0 ? 0 : sum / positives();
  }

  /**
   * The threshold from which on a label is best said to apply.
   *
   * @param beta of the F-beta that is made largest
   * @return in the middle between two neighboring scores, of several the lowest; 0.5 where no
   *     example has the label
   */
  public double bestThreshold(double beta) {
    double best = 0;
    double threshold = 0.5;
    for (int i = 0; i < levels.length; i++) {
      double f = fBeta(levels[i], beta);
      if (f > 0 && f >= best) {
        best = f;
        double below = i + 1 < levels.length ? levels[i + 1].score() : 0;
        threshold = (levels[i].score() + below) / 2;
      }
    }
    return threshold;
  }

  /** Where the label is said to apply down to a level. */
  private double fBeta(Level level, double beta) {
    return LabelMetrics.fBeta(
        level.positives(), level.all() - level.positives(), positives() - level.positives(), beta);
  }
}

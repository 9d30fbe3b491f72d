package dev.stagewright.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well one class or label is recognized; scikit-learn's {@code
 * precision_recall_fscore_support(zero_division=0)}.
 *
 * @param precision the share of right ones among those that were said to have it
 * @param recall the share that was recognized of those that have it
 * @param f1 the harmonic mean of both
 * @param examples how many have it
 */
public record ClassScore(double precision, double recall, double f1, long examples) {

  /**
   * Computes the scores.
   *
   * @param right examples that have it and were said to
   * @param wrong examples that do not have it but were said to
   * @param missed examples that have it but were not said to
   * @return the scores; 0 for 0 / 0
   */
  public static ClassScore of(long right, long wrong, long missed) {
    return new ClassScore(
        share(right, right + wrong),
        share(right, right + missed),
        share(2 * right, 2 * right + wrong + missed),
        right + missed);
  }

  /**
   * Computes the scores of all classes.
   *
   * @param confusion [true, predicted]
   * @return in the order of the classes
   */
  public static List<ClassScore> of(long[][] confusion) {
    return IntStream.range(0, confusion.length)
        .mapToObj(
            i -> {
              long truly = Arrays.stream(confusion[i]).sum();
              long said = Arrays.stream(confusion).mapToLong(row -> row[i]).sum();
              return of(confusion[i][i], said - confusion[i][i], truly - confusion[i][i]);
            })
        .toList();
  }

  private static double share(long part, long all) {
    return all == 0 ? 0 : (double) part / all;
  }
}

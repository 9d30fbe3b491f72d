package dev.stagewright.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each other, and what follows from it. As in scikit-learn only
 * classes count that occur among the true or the predicted ones.
 */
public final class ConfusionMatrix {

  /** [true, predicted], both by the rank of the class among those that occur. */
  private final long[][] counts;

  private ConfusionMatrix(long[][] counts) {
    this.counts = counts;
  }

  /**
   * Counts.
   *
   * @param truth the class of every example
   * @param predicted the class that was predicted for it
   * @return the matrix
   */
  public static ConfusionMatrix of(int[] truth, int[] predicted) {
    int[] occurring =
        IntStream.concat(IntStream.of(truth), IntStream.of(predicted))
            .sorted()
            .distinct()
            .toArray();
    long[][] counts = new long[occurring.length][occurring.length];
    for (int i = 0; i < truth.length; i++) {
      int row = Arrays.binarySearch(occurring, truth[i]);
      int column = Arrays.binarySearch(occurring, predicted[i]);
      counts[row][column]++;
    }
    return new ConfusionMatrix(counts);
  }

  /**
   * The share of right predictions; {@code accuracy_score}.
   *
   * @return from 0 to 1
   */
  public double accuracy() {
    double right = IntStream.range(0, counts.length).mapToLong(i -> counts[i][i]).sum();
    return right / IntStream.range(0, counts.length).mapToLong(this::truly).sum();
  }

  /**
   * The mean over the classes that truly occur of the share that was recognized; {@code
   * balanced_accuracy_score}.
   *
   * @return from 0 to 1
   */
  public double balancedAccuracy() {
    return IntStream.range(0, counts.length)
        .filter(i -> truly(i) > 0)
        .mapToDouble(i -> (double) counts[i][i] / truly(i))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The mean of the classes' F1; {@code f1_score(average="macro")}.
   *
   * @return from 0 to 1
   */
  public double macroF1() {
    return IntStream.range(0, counts.length)
        .mapToDouble(i -> 2.0 * counts[i][i] / (truly(i) + allegedly(i)))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * How much better than chance, where an error counts with the square of its distance among the
   * classes that occur; {@code cohen_kappa_score(weights="quadratic")}.
   *
   * @return 1 for no error, 0 for chance; NaN where only one class occurs
   */
  public double quadraticWeightedKappa() {
    double all = IntStream.range(0, counts.length).mapToLong(this::truly).sum();
    double found = 0;
    double byChance = 0;
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        double weight = (double) (i - j) * (i - j);
        found += weight * counts[i][j];
        byChance += weight * truly(i) * allegedly(j) / all;
      }
    }
    return 1 - found / byChance;
  }

  private long truly(int index) {
    return IntStream.range(0, counts.length).mapToLong(j -> counts[index][j]).sum();
  }

  private long allegedly(int index) {
    return IntStream.range(0, counts.length).mapToLong(j -> counts[j][index]).sum();
  }
}

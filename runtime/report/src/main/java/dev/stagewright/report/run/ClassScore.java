package dev.stagewright.report.run;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How well one class is told from the others.
 *
 * @param label its name
 * @param pictures how many truly show it
 * @param precision the share of right ones among those that were taken for it; NaN if none was
 * @param recall the share of its pictures that were recognized; NaN if there are none
 * @param f1 the harmonic mean of both; NaN where neither is defined
 */
public record ClassScore(String label, long pictures, double precision, double recall, double f1) {

  /**
   * All classes' scores.
   *
   * @param predictions of pictures whose classes are known
   * @return in the order of the labels
   */
  public static List<ClassScore> of(Predictions predictions) {
    long[][] counts = predictions.confusion();
    return IntStream.range(0, counts.length)
        .mapToObj(i -> of(predictions.labels().get(i), counts, i))
        .toList();
  }

  private static ClassScore of(String label, long[][] counts, int index) {
    long right = counts[index][index];
    long truly = IntStream.range(0, counts.length).mapToLong(j -> counts[index][j]).sum();
    long allegedly = IntStream.range(0, counts.length).mapToLong(j -> counts[j][index]).sum();
    return new ClassScore(
        label,
        truly,
        (double) right / allegedly,
        (double) right / truly,
        2.0 * right / (truly + allegedly));
  }
}

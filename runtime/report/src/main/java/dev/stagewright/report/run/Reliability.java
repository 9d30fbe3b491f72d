package dev.stagewright.report.run;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a model is right as often as it says. Guo et al. 2017, "On Calibration of Modern Neural
 * Networks", equations 2 to 5.
 *
 * @param bins of equal width from 0 to 1
 * @param error the mean distance between confidence and accuracy over all pictures (ECE)
 */
public record Reliability(List<Bin> bins, double error) {

  /** As many as make a readable figure. */
  private static final int BINS = 10;

  /**
   * The pictures of whose class the model was about as sure.
   *
   * @param from the least probability
   * @param to the greatest
   * @param pictures how many there are
   * @param confidence the mean probability; NaN without pictures
   * @param accuracy the share of right ones; NaN without pictures
   */
  public record Bin(double from, double to, int pictures, double confidence, double accuracy) {}

  /** Copies the list. */
  public Reliability {
    bins = List.copyOf(bins);
  }

  /**
   * Puts pictures into bins.
   *
   * @param predictions of at least one picture
   * @return 10 bins, each with its upper edge
   */
  public static Reliability of(Predictions predictions) {
    int[] pictures = new int[BINS];
    int[] right = new int[BINS];
    double[] confidence = new double[BINS];
    for (Predictions.Row row : predictions.all()) {
      int bin = Math.max(0, (int) Math.ceil(row.probability() * BINS) - 1);
      pictures[bin]++;
      right[bin] += row.isRight() ? 1 : 0;
      confidence[bin] += row.probability();
    }
    List<Bin> bins = new ArrayList<>();
    double error = 0;
    for (int i = 0; i < BINS; i++) {
      error += Math.abs(right[i] - confidence[i]) / predictions.all().size();
      bins.add(
          new Bin(
              (double) i / BINS,
              (i + 1.0) / BINS,
              pictures[i],
              confidence[i] / pictures[i],
              (double) right[i] / pictures[i]));
    }
    return new Reliability(bins, error);
  }
}

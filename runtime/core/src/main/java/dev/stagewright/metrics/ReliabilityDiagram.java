package dev.stagewright.metrics;

import java.util.ArrayList;
import java.util.List;

/**
 * How often what was said with a probability was right, by equally wide bins of the probability.
 *
 * @param bins from 0 to 1; a bin has its lower end, the last one both
 */
public record ReliabilityDiagram(List<Bin> bins) {

  /** How many bins there are: as in Guo et al., 2017. */
  public static final int BINS = 15;

  /**
   * What was said with about the same probability.
   *
   * @param from the lowest probability
   * @param to the highest one
   * @param examples how many there are
   * @param probability their mean; NaN without examples
   * @param right the share that was right; NaN without examples
   */
  public record Bin(double from, double to, int examples, double probability, double right) {}

  /** Copies the list. */
  public ReliabilityDiagram {
    bins = List.copyOf(bins);
  }

  /**
   * Counts.
   *
   * @param right whether what was said was right
   * @param probabilities with which it was said
   * @return the diagram, of {@link #BINS} bins
   */
  public static ReliabilityDiagram of(boolean[] right, double[] probabilities) {
    int[] examples = new int[BINS];
    double[] sums = new double[BINS];
    int[] hits = new int[BINS];
    for (int i = 0; i < right.length; i++) {
      int bin = Math.max(0, Math.min(BINS - 1, (int) (probabilities[i] * BINS)));
      examples[bin]++;
      sums[bin] += probabilities[i];
      hits[bin] += right[i] ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < BINS; i++) {
      double count = examples[i] == 0 ? Double.NaN : examples[i];
      bins.add(
          new Bin(
              (double) i / BINS, (i + 1.0) / BINS, examples[i], sums[i] / count, hits[i] / count));
    }
    return new ReliabilityDiagram(bins);
  }

  /**
   * The expected calibration error: the mean over the examples of how far their bin's mean
   * probability is from the share that was right. Naeini et al., "Obtaining Well Calibrated
   * Probabilities Using Bayesian Binning", 2015.
   *
   * @return from 0 to 1
   */
  public double expectedError() {
    double all = bins.stream().mapToInt(Bin::examples).sum();
    return bins.stream()
        .filter(bin -> bin.examples() > 0)
        .mapToDouble(bin -> bin.examples() * Math.abs(bin.probability() - bin.right()) / all)
        .sum();
  }
}

package dev.stagewright.tasks;

import java.util.List;

/**
 * The targets of the training images.
 *
 * @param images how many there are
 * @param sums of every output's targets: how many images have a label
 * @param deviations of every output's targets from their mean: the root of the mean square
 */
public record TargetStatistics(int images, List<Double> sums, List<Double> deviations) {

  /** Copies the lists. */
  public TargetStatistics {
    sums = List.copyOf(sums);
    deviations = List.copyOf(deviations);
  }

  /** How many images have each label. */
  double[] counts() {
    return sums.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** How many images do not have a label, and how many do. */
  double[] noYes(int output) {
    return new double[] {images - sums.get(output), sums.get(output)};
  }
}

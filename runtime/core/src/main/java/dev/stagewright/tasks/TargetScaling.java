package dev.stagewright.tasks;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Values as a network learns them: (value - mean) / deviation.
 *
 * @param means of every output
 * @param deviations of every output, above 0
 */
public record TargetScaling(List<Double> means, List<Double> deviations) {

  /** Checks the numbers, else throws {@link TaskException}. */
  public TargetScaling {
    means = List.copyOf(means);
    deviations = List.copyOf(deviations);
    if (means.size() != deviations.size()
        || !means.stream().allMatch(Double::isFinite)
        || !deviations.stream().allMatch(d -> d > 0 && Double.isFinite(d))) {
      throw new TaskException(
          "target scaling: found the means %s and the deviations %s; expected one of each for every output, deviations above 0"
              .formatted(means, deviations));
    }
  }

  /**
   * Gives targets the mean 0 and the deviation 1.
   *
   * @param targets what they are like; where they do not vary, only the mean is taken off
   * @return the scaling
   */
  public static TargetScaling of(TargetStatistics targets) {
    return new TargetScaling(
        targets.sums().stream().map(sum -> sum / targets.images()).toList(),
        targets.deviations().stream().map(d -> d > 0 ? d : 1).toList());
  }

  float[] scaled(float[] values) {
    float[] scaled = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      scaled[i] = (float) ((values[i] - means.get(i)) / deviations.get(i));
    }
    return scaled;
  }

  double[] values(double[] scaled) {
    return IntStream.range(0, scaled.length)
        .mapToDouble(i -> scaled[i] * deviations.get(i) + means.get(i))
        .toArray();
  }
}

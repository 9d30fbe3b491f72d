package dev.stagewright.tasks;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Probabilities that are as sure as they are right: logits are divided by one number, the
 * temperature. Guo et al., "On Calibration of Modern Neural Networks", 2017. Logits are taken from
 * float32 probabilities, so that 0 counts as the least number above it, and a sigmoid's 1 as 1 -
 * 2^-25.
 */
final class TemperatureScaling {

  /** Where the best temperature is looked for. */
  private static final double MOST = 100;

  /** Halvings of the interval; then it is as small as doubles tell. */
  private static final int STEPS = 60;

  private static final double LEAST_PROBABILITY = Float.MIN_VALUE;
  private static final double MOST_PROBABILITY = 1 - 0x1p-25;

  private TemperatureScaling() {}

  /** What probabilities become. */
  static double[] apply(Task task, double[] probabilities, double temperature) {
    return temperature == 1
        ? probabilities
        : scaled(task, logits(task, probabilities), 1 / temperature);
  }

  /** What a sigmoid's probability becomes. */
  static double apply(double probability, double temperature) {
    return sigmoid(logit(probability) / temperature);
  }

  private static double[] scaled(Task task, double[] logits, double factor) {
    if (task != Task.SINGLE_LABEL) {
      return Arrays.stream(logits).map(logit -> sigmoid(factor * logit)).toArray();
    }
    double largest = Arrays.stream(logits).max().orElse(0);
    double[] powers =
        Arrays.stream(logits).map(logit -> Math.exp(factor * (logit - largest))).toArray();
    double sum = DoubleStream.of(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }

  private static double[] logits(Task task, double[] probabilities) {
    return Arrays.stream(probabilities)
        .map(p -> task == Task.SINGLE_LABEL ? Math.log(Math.max(LEAST_PROBABILITY, p)) : logit(p))
        .toArray();
  }

  private static double logit(double probability) {
    double p = Math.max(LEAST_PROBABILITY, Math.min(MOST_PROBABILITY, probability));
    return Math.log(p) - Math.log1p(-p);
  }

  private static double sigmoid(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  /**
   * The temperature that makes the mean cross-entropy least. That is a convex function of the
   * temperature's inverse, so that its derivative is 0 in one place, which bisection finds.
   *
   * @param probabilities [images, outputs]
   * @param targets of the same shape, from 0 to 1
   * @throws TaskException if there is none from 1/100 to 100
   */
  static double best(Task task, double[][] probabilities, double[][] targets) {
    double[][] logits =
        Arrays.stream(probabilities).map(row -> logits(task, row)).toArray(double[][]::new);
    double low = -Math.log(MOST);
    double high = Math.log(MOST);
    if (slope(task, logits, targets, Math.exp(low)) >= 0) {
      throw new TaskException(
          "temperature: the images' probabilities are no better than chance, so that none fits;"
              + " check that the labels are the model's");
    }
    if (slope(task, logits, targets, Math.exp(high)) <= 0) {
      throw new TaskException(
          "temperature: the model is right on all images, so that none is too low; calibrate on"
              + " more images that it was not trained on");
    }
    for (int i = 0; i < STEPS; i++) {
      double middle = (low + high) / 2;
      if (slope(task, logits, targets, Math.exp(middle)) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp(-(low + high) / 2);
  }

  /** The derivative of the cross-entropy by the factor: the sum of (p - target) * logit. */
  private static double slope(Task task, double[][] logits, double[][] targets, double factor) {
    return IntStream.range(0, logits.length)
        .mapToDouble(
            image -> {
              double[] p = scaled(task, logits[image], factor);
              return IntStream.range(0, p.length)
                  .mapToDouble(i -> (p[i] - targets[image][i]) * logits[image][i])
                  .sum();
            })
        .sum();
  }
}

package dev.stagewright.training;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What a range test found: the loss while the learning rate rises (Smith, "Cyclical Learning Rates
 * for Training Neural Networks", 2017, section 3.3).
 *
 * @param points in the order of the steps
 * @param diverged whether the last step's loss was not finite, or rose so far that higher rates
 *     were not tried
 */
public record RateRange(List<Point> points, boolean diverged) {

  /** The first values of a running mean say little. */
  private static final double FIRST = 0.1;

  /**
   * A step.
   *
   * @param rate its learning rate
   * @param loss of its batch before the step, penalties included; NaN or infinite at a divergence
   * @param smoothed the running mean of the losses so far
   */
  public record Point(double rate, double loss, double smoothed) {}

  /** Copies the list. */
  public RateRange {
    points = List.copyOf(points);
  }

  /**
   * The rate at which the smoothed loss was lowest.
   *
   * @return empty if the loss fell at no rate
   */
  public OptionalDouble lowest() {
    int lowest =
        finite().boxed().min(Comparator.comparingDouble(i -> points.get(i).smoothed())).orElse(0);
    return fell(lowest) ? OptionalDouble.of(points.get(lowest).rate()) : OptionalDouble.empty();
  }

  private boolean fell(int point) {
    return point > 0 && points.get(point).smoothed() < points.get(0).smoothed();
  }

  /**
   * The rate at which the smoothed loss fell fastest, by the logarithm of the rate.
   *
   * @return empty if the loss fell at no rate
   */
  public OptionalDouble steepest() {
    if (lowest().isEmpty()) {
      return OptionalDouble.empty();
    }
    int first = (int) Math.ceil(FIRST * points.size());
    return finite()
        .filter(i -> i >= Math.max(1, first))
        .boxed()
        .min(Comparator.comparingDouble(this::slope))
        .map(i -> OptionalDouble.of(points.get(i).rate()))
        .orElse(OptionalDouble.empty());
  }

  private double slope(int point) {
    Point before = points.get(point - 1);
    Point here = points.get(point);
    return (here.smoothed() - before.smoothed()) / Math.log(here.rate() / before.rate());
  }

  private IntStream finite() {
    return IntStream.range(0, points.size()).filter(i -> Double.isFinite(points.get(i).smoothed()));
  }

  /**
   * A rate to train with: a tenth of that of the lowest loss, as fastai's {@code minimum}.
   *
   * @return empty if the loss fell at no rate
   */
  public OptionalDouble suggestion() {
    OptionalDouble lowest = lowest();
    return lowest.isPresent() ? OptionalDouble.of(lowest.getAsDouble() / 10) : lowest;
  }
}

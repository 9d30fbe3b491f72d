package dev.stagewright.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How far measures would differ on other examples: they are computed again on examples drawn with
 * replacement, as many as there are. Efron, "Bootstrap Methods: Another Look at the Jackknife",
 * 1979.
 */
public final class Bootstrap {

  /** The share of the resamples' values that lies inside of an interval. */
  public static final double CONFIDENCE = 0.95;

  private final int examples;
  private final int resamples;
  private final long seed;

  /**
   * Describes resamples.
   *
   * @param examples how many there are
   * @param resamples how often they are drawn
   * @param seed the same one draws the same
   */
  public Bootstrap(int examples, int resamples, long seed) {
    this.examples = examples;
    this.resamples = resamples;
    this.seed = seed;
  }

  /**
   * Percentile intervals. Resamples on which a measure is not defined do not count for it.
   *
   * @param measures computes all measures by name from the drawn examples' indices; is called from
   *     several threads
   * @return by name, of {@link #CONFIDENCE}; empty without resamples
   */
  public Map<String, Interval> intervals(Function<int[], Map<String, Double>> measures) {
    long[] seeds = new SplittableRandom(seed).longs(resamples).toArray();
    List<Map<String, Double>> all =
        LongStream.of(seeds).parallel().mapToObj(each -> measures.apply(drawn(each))).toList();
    Map<String, Interval> intervals = new LinkedHashMap<>();
    if (!all.isEmpty()) {
      for (String name : all.get(0).keySet()) {
        double[] values =
            all.stream()
                .mapToDouble(each -> each.getOrDefault(name, Double.NaN))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        intervals.put(
            name,
            new Interval(
                quantile(values, (1 - CONFIDENCE) / 2), quantile(values, (1 + CONFIDENCE) / 2)));
      }
    }
    return intervals;
  }

  private int[] drawn(long resample) {
    SplittableRandom random = new SplittableRandom(resample);
    return IntStream.generate(() -> random.nextInt(examples)).limit(examples).toArray();
  }

  /** Between the two nearest values, as {@code numpy.quantile} by default. */
  static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}

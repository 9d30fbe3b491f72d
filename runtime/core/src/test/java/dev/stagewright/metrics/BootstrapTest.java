package dev.stagewright.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  /** Of 400 examples 300 are right: 0.75, give or take 1.96 standard errors. */
  @Test
  void aMeansIntervalIsThatOfTheNormalDistribution() {
    Map<String, Interval> intervals =
        new Bootstrap(400, 4000, 3)
            .intervals(
                drawn -> Map.of("share", IntStream.of(drawn).filter(i -> i < 300).count() / 400.0));

    Interval interval = Objects.requireNonNull(intervals.get("share"));
    double reach = 1.96 * Math.sqrt(0.75 * 0.25 / 400);
    assertThat(interval.low()).isCloseTo(0.75 - reach, Offset.offset(0.004));
    assertThat(interval.high()).isCloseTo(0.75 + reach, Offset.offset(0.004));
  }

  @Test
  void resamplesWithoutAValueDoNotCount() {
    Map<String, Interval> intervals =
        new Bootstrap(2, 50, 3)
            .intervals(
                drawn -> Map.of("some", drawn[0] == 0 ? 5.0 : Double.NaN, "none", Double.NaN));

    assertThat(intervals.get("some")).isEqualTo(new Interval(5, 5));
    assertThat(intervals.get("none")).isEqualTo(new Interval(Double.NaN, Double.NaN));
  }

  /** numpy.quantile([1, 2, 4, 8], [0, 0.1, 0.5, 1]). */
  @Test
  void quantilesAreThoseOfNumpy() {
    double[] sorted = {1, 2, 4, 8};
    assertThat(Bootstrap.quantile(sorted, 0)).isEqualTo(1);
    assertThat(Bootstrap.quantile(sorted, 0.1)).isCloseTo(1.3, Offset.offset(1e-12));
    assertThat(Bootstrap.quantile(sorted, 0.5)).isEqualTo(3);
    assertThat(Bootstrap.quantile(sorted, 1)).isEqualTo(8);
  }
}

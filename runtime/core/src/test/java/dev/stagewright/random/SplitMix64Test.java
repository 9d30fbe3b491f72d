package dev.stagewright.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitMix64Test {

  /** The JDK's is the same algorithm. */
  @Test
  void drawsWhatTheOriginalDraws() {
    SplitMix64 random = SplitMix64.of(7);
    SplittableRandom original = new SplittableRandom(SplitMix64.mix(7));

    assertThat(LongStream.generate(random::nextLong).limit(5))
        .containsExactly(original.longs(5).boxed().toArray(Long[]::new));
  }

  /** Written down, so that no later version draws anything else for the same plan. */
  @Test
  void seedsAreMixedAsBefore() {
    assertThat(SplitMix64.mix(1, 2, 3)).isEqualTo(-6896887746918735877L);
    assertThat(SplitMix64.of(1, 2, 3).nextDouble()).isEqualTo(0.754698721455025);
  }

  @Test
  void neighborsAreApart() {
    assertThat(
            LongStream.range(-30, 30)
                .boxed()
                .flatMap(
                    seed ->
                        LongStream.range(0, 60)
                            .mapToObj(epoch -> SplitMix64.mix(seed, epoch, seed + epoch)))
                .distinct())
        .hasSize(3600);
    assertThat(SplitMix64.mix(1, 2)).isNotEqualTo(SplitMix64.mix(2, 1));
    assertThat(SplitMix64.mix(1, 2)).isNotEqualTo(SplitMix64.mix(1, 2, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.4, 1, 3})
  void betaHasItsMomentsAndIsSymmetric(double alpha) {
    SplitMix64 random = SplitMix64.of(3);
    double[] drawn = DoubleStream.generate(() -> random.beta(alpha)).limit(20_000).toArray();

    double mean = DoubleStream.of(drawn).average().orElseThrow();
    double variance = DoubleStream.of(drawn).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    assertThat(mean).isEqualTo(0.5, within(0.01));
    assertThat(variance).isEqualTo(1 / (4 * (2 * alpha + 1)), within(0.005));
    assertThat(DoubleStream.of(drawn)).allMatch(x -> x >= 0 && x <= 1);
  }
}

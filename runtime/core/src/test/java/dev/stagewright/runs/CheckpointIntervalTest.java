package dev.stagewright.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How often checkpoints are written. */
class CheckpointIntervalTest {

  @ParameterizedTest
  @CsvSource({"500, 500, 0, 0", "10m, 0, 10, 0", "2e, 0, 0, 2"})
  void aNumberHasAUnit(String text, int steps, int minutes, int epochs) {
    assertThat(CheckpointInterval.parse(text))
        .isEqualTo(new CheckpointInterval(steps, Duration.ofMinutes(minutes), epochs));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "10s", "e", "", "1.5m", "9999999999"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> CheckpointInterval.parse(text))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "found \"%s\"; expected a number of steps such as 500, of minutes such as 10m, or of epochs such as 2e"
                .formatted(text));
  }

  @Test
  void oneIsDueWhereItsNumberIsReached() {
    CheckpointInterval minutes = CheckpointInterval.parse("10m");
    assertThat(minutes.isDue(1_000_000, Duration.ofMinutes(9))).isFalse();
    assertThat(minutes.isDue(1, Duration.ofMinutes(10))).isTrue();
    assertThat(minutes.isDueAfter(1)).isFalse();
    CheckpointInterval epochs = CheckpointInterval.parse("2e");
    assertThat(epochs.isDue(1_000_000, Duration.ofDays(1))).isFalse();
    assertThat(epochs.isDueAfter(3)).isFalse();
    assertThat(epochs.isDueAfter(4)).isTrue();
  }
}

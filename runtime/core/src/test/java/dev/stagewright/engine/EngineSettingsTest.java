package dev.stagewright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EngineSettingsTest {

  private static final Map<String, String> PROPERTIES =
      Map.of(
          "stagewright.precision", "bf16",
          "stagewright.threads", "1",
          "stagewright.winograd", "never",
          "stagewright.keep.bytes", "5",
          "stagewright.plans", "2");

  @AfterEach
  void restore() {
    PROPERTIES.keySet().forEach(System::clearProperty);
  }

  @Test
  void propertiesChooseThem() {
    assertThat(EngineSettings.chosen()).isEqualTo(EngineSettings.DEFAULT);

    PROPERTIES.forEach(System::setProperty);

    assertThat(EngineSettings.chosen())
        .isEqualTo(
            new EngineSettings(
                Precision.BF16, OptionalInt.of(1), EngineSettings.Winograd.NEVER, 5, 2));
  }

  static Stream<Arguments> wrong() {
    String threads =
        "a whole number of threads from 1 to " + Threads.most() + ", four times the processors";
    return Stream.of(
        change(s -> s.withThreads(0), "threads", 0, threads),
        change(s -> s.withThreads(20_000), "threads", 20_000, threads),
        change(s -> s.withKeptBytes(-1), "keptBytes", -1, "a whole number of at least 0"),
        change(s -> s.withPlans(0), "plans", 0, "a whole number of at least 1"));
  }

  private static Arguments change(
      UnaryOperator<EngineSettings> change, String setting, int found, String expected) {
    return Arguments.of(change, setting + ": found \"" + found + "\"; expected " + expected);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aNumberOutOfItsRangeIsRefused(UnaryOperator<EngineSettings> change, String message) {
    assertThatThrownBy(() -> change.apply(EngineSettings.DEFAULT))
        .isInstanceOf(SettingException.class)
        .hasMessage(message);
  }

  @Test
  void whatIsNotTheDefaultIsTold() {
    assertThat(EngineSettings.DEFAULT.withThreads(1).otherChanges()).isEmpty();
    assertThat(EngineSettings.DEFAULT.withPlans(3).withKeptBytes(0).otherChanges())
        .containsExactly("keptBytes=0", "plans=3");
  }
}

package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.report.Build;
import dev.stagewright.processor.report.Problem;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorsCommandTest {

  @Test
  void withoutANameAllAreListed() {
    Run run = Run.of("errors");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .containsExactlyElementsOf(
            Stream.concat(
                    Arrays.stream(Problem.values()).map(Problem::anchor),
                    Stream.of("blocks-beyond-letters", "nothing-generated"))
                .toList());
  }

  static Stream<String> names() {
    return Stream.of("stem-missing", Build.troubleshooting("stem-missing"));
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameOrItsAddressIsExplained(String name) {
    assertThat(Run.of("errors", name))
        .isEqualTo(
            new Run(
                0,
                """
                You see "... has no @Stem".
                Why Every network starts in a stem; none is assumed, so that a declaration says all that it means.
                Do Add `@Stem`; its defaults are Keras' ImageNet stem. For small images: `@Stem(kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))`.
                """,
                ""));
  }

  @Test
  void whereThereIsNoErrorAPageTellsWhatToLookAt() {
    Run run = Run.of("errors", "nothing-generated");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("# Nothing was generated\n").contains("\nMaven. Put ");
  }

  @Test
  void anUnknownNameIsAWrongCommandLine() {
    assertThat(Run.of("errors", "stem-lost"))
        .isEqualTo(
            new Run(
                2,
                "",
                "stagewright: stem-lost: there is no such error; \"stagewright errors\" lists them all\n"));
  }
}

package dev.stagewright.processor;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.report.Build;
import dev.stagewright.processor.report.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every message's anchor leads somewhere, and the page has no section that no message leads to. */
class TroubleshootingTest {

  /** What older versions reported and linked to. */
  private static final Stream<String> RETIRED = Stream.of("blocks-beyond-letters");

  @Test
  void thePageHasASectionForEveryProblemInTheirOrder() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("../docs/troubleshooting.md"))) {
      assertThat(lines.filter(line -> line.startsWith("### ")).map(line -> line.substring(4)))
          .containsExactlyElementsOf(
              Stream.concat(Arrays.stream(Problem.values()).map(Problem::anchor), RETIRED)
                  .toList());
    }
  }

  @Test
  void theAddressIsWhereTheBuildSays() {
    assertThat(Build.troubleshooting("stem-missing"))
        .matches("https://\\S+/docs/troubleshooting\\.md#stem-missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing-generated.md", "troubleshooting.md"})
  void thePageIsInTheJar(String page) throws IOException {
    try (InputStream inJar = requireNonNull(ResNetProcessor.class.getResourceAsStream(page))) {
      assertThat(inJar).hasBinaryContent(Files.readAllBytes(Path.of("../docs", page)));
    }
  }
}

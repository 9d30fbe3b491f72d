package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.report.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every message's anchor leads somewhere, and the page has no section that no message leads to. */
class TroubleshootingTest {

  /** What older versions reported and linked to. */
  private static final Stream<String> RETIRED = Stream.of("blocks-beyond-letters");

  @Test
  void thePageHasASectionForEveryFaultInTheirOrder() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("../docs/troubleshooting.md"))) {
      assertThat(lines.filter(line -> line.startsWith("### ")).map(line -> line.substring(4)))
          .containsExactlyElementsOf(
              Stream.concat(Arrays.stream(Fault.values()).map(Fault::anchor), RETIRED).toList());
    }
  }
}

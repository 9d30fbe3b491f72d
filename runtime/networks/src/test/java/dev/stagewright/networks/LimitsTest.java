package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The largest of what the processor accepts. */
class LimitsTest {

  /** Everything that can make a line long differs from stage to stage. */
  @Test
  void aThousandBlocksOfAsManyStagesFitIntoAClass() {
    String stages =
        IntStream.range(0, 1000)
            .mapToObj(
                i ->
                    String.format(
                        Locale.ROOT,
                        "@Stage(blocks = 1, filters = {%d, 200, %d}, kernel = %d, stride = 1,"
                            + " alpha = 0.%d1, l1 = %d.25e-5, l2 = %d.75e-5)",
                        200 + i % 10,
                        210 + i % 9,
                        3 + 2 * (i % 2),
                        i + 1,
                        i,
                        i))
            .collect(Collectors.joining("\n"));

    Generated net =
        Generated.from(
            "@ResNet(input = @Input(height = 16, width = 16))", "@Stem", stages, "@Head(pool = 0)");

    assertThat(net.network().stages()).hasSize(1000);
    assertThat(net.network().configuration().getVertices()).containsKey("out1001a");
  }
}

package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The generated text itself. Run with {@code -Dstagewright.goldens=write} to rewrite the files,
 * then read the difference.
 */
class GoldenTest {

  @Test
  void resNet50Elu(TestInfo test) throws IOException {
    String description = "/META-INF/stagewright/dev.stagewright.networks.ResNet50Elu.json";
    try (InputStream file = GoldenTest.class.getResourceAsStream(description)) {
      String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      assertGolden(
          test, JsonParser.parseString(json).getAsJsonObject().get("source").getAsString());
    }
  }

  /** Both kinds of block, and everything that stages can differ in. */
  @Test
  void stagesThatDiffer(TestInfo test) throws IOException {
    Generated generated =
        Generated.from(
            "@ResNet(nonlinearity = Nonlinearity.LEAKY_RELU, alpha = 0.3, bias = false,",
            "    input = @Input(height = 32, width = 32), strideAt = StrideAt.SECOND)",
            "@Stem(filters = 8, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))",
            "@Stage(blocks = 2, filters = {8, 8})",
            "@Stage(blocks = 2, filters = {8, 8, 32}, kernel = 5, alpha = 0.1, l1 = 1e-5, l2 = 1e-4)",
            "@Head(pool = 0, classes = 10, name = \"2nd\")");

    assertGolden(test, generated.source());
  }

  private static void assertGolden(TestInfo test, String text) throws IOException {
    Path golden =
        Path.of("src/test/resources")
            .resolve(GoldenTest.class.getName().replace('.', '/'))
            .resolve(test.getTestMethod().orElseThrow().getName() + ".java.txt");
    if ("write".equals(System.getProperty("stagewright.goldens"))) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, text);
    }
    assertThat(golden).as("-Dstagewright.goldens=write writes this file").content().isEqualTo(text);
  }
}

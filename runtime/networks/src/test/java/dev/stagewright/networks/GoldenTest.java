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

  @Test
  void preactivatedAsKeras(TestInfo test) throws IOException {
    assertGolden(
        test,
        Generated.from(
            "@ResNet(convention = Convention.KERAS, preactivation = true, nonlinearity = Nonlinearity.RELU,",
            "    input = @Input(height = 64, width = 64))",
            "@Stem(filters = 16)",
            "@Stage(blocks = 2, filters = {16, 16, 64})",
            "@Stage(blocks = 2, filters = {32, 32, 128})",
            "@Head(classes = 10)"));
  }

  @Test
  void torchBasicBlocks(TestInfo test) throws IOException {
    assertGolden(
        test,
        Generated.from(
            "@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU,",
            "    input = @Input(height = 64, width = 64))",
            "@Stem",
            "@Stage(blocks = 2, filters = {64, 64})",
            "@Stage(blocks = 2, filters = {128, 128})",
            "@Head(classes = 10)"));
  }

  @Test
  void torchBottlenecksThatStartClosed(TestInfo test) throws IOException {
    assertGolden(
        test,
        Generated.from(
            "@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU,",
            "    zeroInitResidual = true, stochasticDepth = 0.1, input = @Input(height = 64, width = 64))",
            "@Stem",
            "@Stage(blocks = 2, filters = {64, 64, 256})",
            "@Stage(blocks = 2, filters = {128, 128, 512})",
            "@Head(classes = 10)"));
  }

  @Test
  void groups(TestInfo test) throws IOException {
    assertGolden(
        test,
        Generated.from(
            "@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU, groups = 32,",
            "    input = @Input(height = 64, width = 64))",
            "@Stem",
            "@Stage(blocks = 2, filters = {128, 128, 256})",
            "@Stage(blocks = 2, filters = {256, 256, 512})",
            "@Head(classes = 10)"));
  }

  @Test
  void squeezeAndExcitation(TestInfo test) throws IOException {
    assertGolden(
        test,
        Generated.from(
            "@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU,",
            "    attention = @Attention(kind = Attention.Kind.SE), input = @Input(height = 64, width = 64))",
            "@Stem",
            "@Stage(blocks = 2, filters = {64, 64, 256})",
            "@Stage(blocks = 1, filters = {128, 128, 512})",
            "@Head(classes = 10)"));
  }

  @Test
  void channelAttentionAndPooledShortcuts(TestInfo test) throws IOException {
    assertGolden(
        test,
        Generated.from(
            "@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU,",
            "    attention = @Attention(kind = Attention.Kind.ECA), shortcut = Shortcut.AVERAGE_POOL,",
            "    input = @Input(height = 64, width = 64))",
            "@Stem(filters = {32, 32, 64}, kernel = {3, 3, 3}, padding = 1)",
            "@Stage(blocks = 2, filters = {64, 64, 256})",
            "@Stage(blocks = 1, filters = {128, 128, 512})",
            "@Head(classes = 10)"));
  }

  @Test
  void wideAndPreactivatedForSmallImages(TestInfo test) throws IOException {
    assertGolden(
        test,
        Generated.from(
            "@ResNet(preactivation = true, bias = false, initialization = Initialization.HE_NORMAL,",
            "    input = @Input(height = 32, width = 32))",
            "@Stem(filters = 16, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))",
            "@Stage(blocks = 2, filters = {160, 160})",
            "@Stage(blocks = 2, filters = {320, 320})",
            "@Head(pooling = Pooling.AVERAGE, classes = 10)"));
  }

  @Test
  void aHeadForSeveralLabels(TestInfo test) throws IOException {
    assertGolden(
        test,
        Generated.from(
            "@ResNet(convention = Convention.KERAS, nonlinearity = Nonlinearity.HARD_SWISH,",
            "    norm = @Norm(kind = Norm.Kind.NONE), input = @Input(height = 64, width = 64))",
            "@Stem(filters = 16)",
            "@Stage(blocks = 1, filters = {16, 16})",
            "@Stage(blocks = 1, filters = {32, 32}, dilation = 2, stride = 1)",
            "@Head(task = Task.MULTI_LABEL, classes = 14, pooling = Pooling.AVERAGE_AND_MAX,",
            "    dropout = 0.5, name = \"findings\")"));
  }

  @Test
  void blocksOfTheUsersOwn(TestInfo test) throws IOException {
    assertGolden(
        test,
        Generated.withBlock(
            "",
            "@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU,",
            "    input = @Input(height = 64, width = 64))",
            "@Stem(filters = 16)",
            "@Stage(blocks = 1, filters = {16, 16})",
            "@Stage(blocks = 2, filters = {8, 32}, block = Net.Own.class, l2 = 1e-4)",
            "@Head(classes = 10)"));
  }

  private static void assertGolden(TestInfo test, Generated generated) throws IOException {
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

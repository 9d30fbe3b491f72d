package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How wide attention is, for widths that no ready-made network has. */
class AttentionTest {

  /**
   * As timm 1.0.31 has it: {@code SEModule(channels).fc1.weight.shape[0]} and {@code
   * EcaModule(channels).conv.weight.shape[-1]}.
   */
  @ParameterizedTest
  @CsvSource({
    "SE, layer1.0.se.fc1, 4, 8",
    "SE, layer1.0.se.fc1, 184, 8",
    "SE, layer1.0.se.fc1, 192, 16",
    "SE, layer1.0.se.fc1, 2048, 128",
    "ECA, layer1.0.se.conv, 2, 3",
    "ECA, layer1.0.se.conv, 64, 3",
    "ECA, layer1.0.se.conv, 128, 5",
    "ECA, layer1.0.se.conv, 1024, 5",
    "ECA, layer1.0.se.conv, 2048, 7"
  })
  void isAsWideAsTimms(String kind, String layer, int channels, int width) {
    Generated generated =
        Generated.from(
            "@ResNet(convention = Convention.TORCH, input = @Input(height = 16, width = 16),"
                + " attention = @Attention(kind = Attention.Kind."
                + kind
                + "))",
            "@Stem(filters = 2)",
            "@Stage(blocks = 1, filters = {2, 2, " + channels + "})",
            "@Head(classes = 2)");
    ComputationGraph graph = generated.builder().build().build();

    assertThat(graph.getLayer(layer).getParam("W").size(-1)).isEqualTo(width);
    assertThat(generated.description().get("parameters").getAsLong())
        .as("parameters as described")
        .isEqualTo(graph.numParams());
  }
}

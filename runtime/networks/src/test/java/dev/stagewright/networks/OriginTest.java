package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.data.Preprocessing;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a network has from the library that it follows. */
class OriginTest {

  @ParameterizedTest
  @CsvSource({
    "ResNet50Elu, 3, CAFFE",
    "KerasResNet50, 3, CAFFE",
    "KerasResNet50V2, 3, TF",
    "TorchResNet18, 3, TORCH",
    "TorchResNet18, 1, TF"
  })
  void preprocessingIsTheLibrarys(String name, int channels, Preprocessing expected) {
    var network = NetworkCatalog.ofClassPath().builder(name).inputShape(224, 224, channels).build();

    assertThat(Preprocessing.of(network)).isEqualTo(expected);
  }

  @Test
  void parametersStartAsTimms() {
    ComputationGraph graph = SeResNet50Network.builder().build().build();

    INDArray bias = graph.getParam("fc_b");
    double limit = 1 / Math.sqrt(2048);
    assertThat(bias.amaxNumber().doubleValue()).isBetween(0.95 * limit, limit);
    assertThat(bias.stdNumber().doubleValue()).isCloseTo(limit / Math.sqrt(3), within(0.1 * limit));
    assertThat(graph.getParam("layer4.0.se.fc2_W").stdNumber().doubleValue())
        .isCloseTo(Math.sqrt(2.0 / 2048), within(1e-3));
    assertThat(graph.getParam("layer4.0.se.fc2_b").amaxNumber().doubleValue())
        .isBetween(0.95 / Math.sqrt(128), 1 / Math.sqrt(128));
    assertThat(graph.getParam("layer4.0.conv2_W").stdNumber().doubleValue())
        .isCloseTo(Math.sqrt(2.0 / (9 * 512)), within(1e-3));
    assertThat(graph.getParam("layer4.0.bn3_gamma").amaxNumber().doubleValue()).isZero();
  }
}

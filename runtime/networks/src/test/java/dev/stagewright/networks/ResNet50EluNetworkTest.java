package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.network.DataFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The seed's network as a user gets it. */
class ResNet50EluNetworkTest {

  @Test
  void hasTheParametersOfTheReferenceWithAndWithoutItsTop() {
    assertThat(Generated.parameters(ResNet50EluNetwork.builder().build().configuration()))
        .isEqualTo(25_636_712);
    assertThat(
            Generated.parameters(
                ResNet50EluNetwork.builder().includeTop(false).build().configuration()))
        .isEqualTo(23_587_712);
  }

  /** The head's map is then 2 x 1, and the dense layer twice as large. */
  @ParameterizedTest
  @EnumSource
  void classifiesLargerImages(DataFormat format) {
    ComputationGraph graph =
        ResNet50EluNetwork.builder()
            .inputShape(448, 224, 3)
            .classes(10)
            .dataFormat(format)
            .build()
            .build();
    INDArray image =
        format == DataFormat.CHANNELS_LAST
            ? Nd4j.rand(DataType.FLOAT, 1, 448, 224, 3)
            : Nd4j.rand(DataType.FLOAT, 1, 3, 448, 224);

    assertThat(graph.getParam("fc1000_W").shape()).containsExactly(2 * 2048, 10);
    assertThat(graph.outputSingle(image).shape()).containsExactly(1, 10);
  }
}

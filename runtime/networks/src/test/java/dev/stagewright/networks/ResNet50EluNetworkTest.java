package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.network.DataFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ResNet50EluNetworkTest {

  @Test
  void hasTheParametersOfTheReference() {
    ComputationGraph graph = ResNet50EluNetwork.builder().build().build();

    assertThat(graph.numParams()).isEqualTo(25_636_712);
  }

  @Test
  void classifiesLargerImagesInBothLayouts() {
    for (DataFormat format : DataFormat.values()) {
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
      assertThat(graph.outputSingle(image).shape()).containsExactly(1, 10);
    }
  }
}

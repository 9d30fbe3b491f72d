package dev.stagewright.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.stagewright.engine.Engines;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The example of a block of one's own computes and learns the same on the engine. */
class GatedNetTest {

  @ParameterizedTest
  @EnumSource
  void predictsAndLearnsAsWithDeeplearning4jAlone(DataFormat format) {
    Network network = GatedNetNetwork.builder().dataFormat(format).seed(3).build();
    ComputationGraph stock = new ComputationGraph(network.configuration());
    stock.init();
    ComputationGraph graph = network.build();
    assertThat(Engines.status(graph)).startsWith("onednn");
    graph.setParams(stock.params());
    INDArray images =
        format == DataFormat.CHANNELS_LAST
            ? Nd4j.rand(DataType.FLOAT, 4, 32, 32, 3)
            : Nd4j.rand(DataType.FLOAT, 4, 3, 32, 32);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 4, 10);
    labels.putScalar(0, 3, 1).putScalar(1, 5, 1).putScalar(2, 0, 1).putScalar(3, 9, 1);
    DataSet data = new DataSet(images, labels);

    assertThat(graph.outputSingle(images).equalsWithEps(stock.outputSingle(images), 1e-4)).isTrue();
    for (ComputationGraph each : new ComputationGraph[] {stock, graph}) {
      each.setLearningRate(0.05);
      each.fit(data);
      each.fit(data);
    }

    assertThat(graph.score()).isCloseTo(stock.score(), offset(1e-3));
    assertThat(graph.params().equalsWithEps(stock.params(), 1e-3)).isTrue();
  }

  @Test
  void itsLayersAreNamedByTheConvention() {
    ComputationGraph graph = GatedNetNetwork.builder().build().build();

    assertThat(graph.getLayer("conv3_block1_conv").getParam("W").shape())
        .containsExactly(32, 16, 3, 3);
    assertThat(graph.getLayer("conv3_block1_projection").numParams()).isEqualTo(16 * 32);
    assertThat(graph.getLayer("conv3_block2_weights").numParams()).isEqualTo(32 * 33);
    assertThat(graph.getConfiguration().getVertices()).doesNotContainKey("conv3_block2_projection");
    assertThat(GatedNetNetwork.STAGE_3).isEqualTo("conv3_block2_out");
  }
}

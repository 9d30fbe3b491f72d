package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

/** The layer where a batch's numbers stop being finite is found. */
class NonFiniteTest {

  private final ComputationGraph graph = TinyGraph.build();
  private final DataSet batch =
      ImageBatches.inOrder(new Stripes(6, 1), TinyGraph.input(DataFormat.CHANNELS_LAST), 6).next();

  @Test
  void finiteNumbersAreNoFault() {
    assertThat(NonFinite.in(graph, batch)).isEmpty();
  }

  @Test
  void aPictureIsNamed() {
    batch.getFeatures().slice(2).putScalar(0, Double.NaN);
    batch.getFeatures().slice(4).putScalar(0, Double.POSITIVE_INFINITY);

    assertThat(NonFinite.in(graph, batch))
        .contains("The pictures themselves have values that are not finite: stripes#2, stripes#4");
  }

  @Test
  void parametersAreNamed() {
    graph.getParam("bn2_gamma").putScalar(0, Double.NaN);

    assertThat(NonFinite.in(graph, batch))
        .contains("The layer bn2 has parameters that are not finite");
  }

  @Test
  void theFirstLayerWhoseValuesOverflowIsNamed() {
    graph.getParam("bn2_gamma").assign(3e38);

    assertThat(NonFinite.in(graph, batch).orElseThrow())
        .startsWith("The layer bn2 is the first to output values that are not finite, for ");
  }
}

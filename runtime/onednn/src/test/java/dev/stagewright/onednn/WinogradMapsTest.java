package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.EngineSettings.Winograd;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Maps of few cells, and maps so large that a batch of five is computed as four images and one. */
class WinogradMapsTest {

  private static final int SIDE = 64;
  private static final int BATCH = 5;

  private final ComputationGraph stock = SmallGraph.stock(SIDE, 64, new Sgd(0.1));
  private final DataSet data = SmallGraph.data(SIDE, BATCH, 1);

  private static List<String> winogradSteps(ComputationGraph graph, int side, boolean training) {
    long[] shape = {BATCH, side, side, 3};
    return Graphs.winogradSteps(graph, shape, training);
  }

  @Test
  void computesWhatDeeplearning4jComputes() {
    ComputationGraph engine = SmallGraph.engine(stock);
    assertThat(winogradSteps(engine, SIDE, false)).containsExactly("conv");
    assertThat(winogradSteps(engine, SIDE, true))
        .containsExactly("conv", "conv_bwd_weights", "conv_bwd_data");
    compare(stock, engine, data);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 9})
  void computesMapsOfFewCells(int side) {
    ComputationGraph small = SmallGraph.stock(side, 32, new Sgd(0.1));
    ComputationGraph engine =
        SmallGraph.engine(small, EngineSettings.DEFAULT.withWinograd(Winograd.ALWAYS));
    assertThat(winogradSteps(engine, side, true))
        .containsExactly("conv", "conv_bwd_weights", "conv_bwd_data");
    compare(small, engine, SmallGraph.data(side, BATCH, side));
  }

  private static void compare(ComputationGraph stock, ComputationGraph engine, DataSet data) {
    ComputationGraph exact = stock.convertDataType(DataType.DOUBLE);
    INDArray images = data.getFeatures();
    Graphs.assertClose(
        "output",
        engine.outputSingle(images),
        exact.outputSingle(images.castTo(DataType.DOUBLE)),
        1e-5,
        1e-4);
    Graphs.gradients(engine, data);
    Graphs.trainingLoss(exact, data);
    for (String name : new String[] {"conv1_W", "conv2_W"}) {
      INDArray expected = exact.gradient().getGradientFor(name);
      double most = expected.amaxNumber().doubleValue();
      INDArray found = engine.gradient().getGradientFor(name);
      Graphs.assertClose(name, found, expected, 1e-4 * most, 1e-3);
    }
  }

  @Test
  void givesTheSameBitsEveryTime() {
    ComputationGraph first = SmallGraph.engine(stock.clone());
    ComputationGraph second = SmallGraph.engine(stock.clone());
    for (int step = 0; step < 3; step++) {
      first.fit(data);
      second.fit(data);
    }
    assertThat(first.params().toFloatVector()).isEqualTo(second.params().toFloatVector());
  }

  @Test
  void isOffWhenAskedTo() {
    ComputationGraph engine =
        SmallGraph.engine(stock, EngineSettings.DEFAULT.withWinograd(Winograd.NEVER));
    assertThat(winogradSteps(engine, SIDE, true)).isEmpty();
  }
}

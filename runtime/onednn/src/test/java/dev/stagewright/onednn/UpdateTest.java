package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.onednn.internal.update.FusedUpdate;
import java.util.stream.Stream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/** The fused update against Deeplearning4j's own, on synthetic gradients. */
class UpdateTest {

  static Stream<Arguments> optimizers() {
    return Stream.of(
        Arguments.of(new Sgd(0.1), new Regularization[0]),
        Arguments.of(new Sgd(0.1), new Regularization[] {new L2Regularization(0.02)}),
        Arguments.of(new Nesterovs(0.05, 0.9), new Regularization[] {new L1Regularization(0.01)}),
        Arguments.of(
            new Nesterovs(0.05, 0.9),
            new Regularization[] {new L1Regularization(0.01), new L2Regularization(0.02)}),
        Arguments.of(new Adam(1e-3, 0.9, 0.999, 1e-7), new Regularization[0]),
        Arguments.of(new Adam(1e-3), new Regularization[] {new WeightDecay(0.01, true)}));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void eachStepIsWithinTwoUlps(IUpdater optimizer, Regularization[] penalties) {
    ComputationGraph stock = SmallGraph.stock(optimizer, penalties);
    ComputationGraph fused = SmallGraph.stock(optimizer, penalties);
    stock.initGradientsView();
    fused.initGradientsView();
    FusedUpdate update =
        FusedUpdate.of(fused, fused.getUpdater(), EngineSettings.DEFAULT).orElseThrow();
    Nd4j.getRandom().setSeed(3);
    for (int step = 0; step < 5; step++) {
      // From the same state every time, so that only this step's rounding counts.
      fused.params().assign(stock.params());
      if (stock.getUpdater().getStateViewArray() != null) {
        fused.getUpdater().getStateViewArray().assign(stock.getUpdater().getStateViewArray());
      }
      INDArray gradient = Nd4j.randn(DataType.FLOAT, stock.params().shape());
      INDArray before = stock.params().dup();
      double expectedPenalty = stock.calcRegularizationScore(true);
      dl4jStep(stock, gradient, step);
      fused.getGradientsViewArray().assign(gradient);
      double penalty =
          update.apply(fused.params(), fused.getGradientsViewArray(), 8, step, 0, true);

      assertThat(penalty)
          .isCloseTo(
              expectedPenalty, org.assertj.core.data.Offset.offset(1e-6 * expectedPenalty + 1e-12));
      assertWithinUlps(fused.getGradientsViewArray(), stock.getGradientsViewArray(), before, 2);
      assertWithinUlps(fused.params(), stock.params(), before, 2);
      INDArray state = stock.getUpdater().getStateViewArray();
      if (state != null) {
        assertWithinUlps(fused.getUpdater().getStateViewArray(), state, state, 2);
      }
    }
  }

  @Test
  void leavesAnUnknownOptimizerToDeeplearning4j() {
    ComputationGraph graph = SmallGraph.stock(new RmsProp(0.01));
    graph.initGradientsView();
    assertThat(FusedUpdate.of(graph, graph.getUpdater(), EngineSettings.DEFAULT)).isEmpty();
  }

  private static void dl4jStep(ComputationGraph graph, INDArray gradient, int iteration) {
    graph.getGradientsViewArray().assign(gradient);
    Gradient views =
        new org.deeplearning4j.nn.gradient.DefaultGradient(graph.getGradientsViewArray());
    graph.getUpdater().update(views, iteration, 0, 8, LayerWorkspaceMgr.noWorkspaces());
    graph.params().subi(graph.getGradientsViewArray().reshape(graph.params().shape()));
  }

  /** An update adds up numbers of the parameters' size, so that ulps are those of the larger. */
  private static void assertWithinUlps(INDArray found, INDArray expected, INDArray size, int ulps) {
    INDArray a = found.reshape(found.length());
    INDArray b = expected.reshape(expected.length());
    INDArray c = size.reshape(size.length());
    double worst = 0;
    for (long i = 0; i < a.length(); i++) {
      float ulp = Math.ulp(Math.max(Math.abs(b.getFloat(i)), Math.abs(c.getFloat(i))));
      worst = Math.max(worst, Math.abs(a.getFloat(i) - b.getFloat(i)) / ulp);
    }
    assertThat(worst).as("ulps").isLessThanOrEqualTo(ulps);
  }
}

package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Normalizations predict with what they saw in a run, not with what they were made with. */
class RunningStatisticsTest {

  private static final Stripes IMAGES = new Stripes(48, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static ComputationGraph trained(ComputationGraph graph, boolean corrected) {
    TrainingPlan plan =
        TrainingPlan.builder()
            .batchSize(16)
            .epochs(2)
            .optimizer(Optimizer.sgd(0.01))
            .correctStatistics(corrected)
            .build();
    return new TrainingSession(graph, INPUT).run(plan, IMAGES).model().graph();
  }

  @Test
  void theStartIsTakenOut() {
    ComputationGraph corrected = trained(TinyGraph.build(), true);
    ComputationGraph plain = trained(TinyGraph.build(), false);

    double start = Math.pow(0.9, 6);
    for (String layer : new String[] {"bn1", "bn2"}) {
      INDArray mean = plain.getLayer(layer).getParam("mean").div(1 - start);
      INDArray variance = plain.getLayer(layer).getParam("var").sub(start).div(1 - start);
      assertThat(corrected.getLayer(layer).getParam("mean").equalsWithEps(mean, 1e-6)).isTrue();
      assertThat(corrected.getLayer(layer).getParam("var").equalsWithEps(variance, 1e-5)).isTrue();
      assertThat(variance.equalsWithEps(plain.getLayer(layer).getParam("var"), 1e-2)).isFalse();
      assertThat(corrected.getLayer(layer).getParam("gamma"))
          .isEqualTo(plain.getLayer(layer).getParam("gamma"));
    }
  }

  @Test
  void validationAndModelHaveTheSame() {
    TrainingPlan plan =
        TrainingPlan.builder().batchSize(16).epochs(3).correctStatistics(true).build();
    Stripes unseen = new Stripes(30, 2);
    TrainingResult result = new TrainingSession(TinyGraph.build(), INPUT).run(plan, IMAGES, unseen);

    assertThat(result.last().validation()).isEqualTo(ModelScore.of(result.model(), unseen, 16));
  }

  @Test
  void statisticsThatWereTrainedAreAStartLikeAnyOther() {
    ComputationGraph loaded = trained(TinyGraph.build(), true);
    ComputationGraph same = trained(TinyGraph.build(), true);

    assertThat(trained(loaded, true).params()).isEqualTo(trained(same, false).params());
  }
}

package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

/** A training run tells what its figures do not. */
class TrainingAdviceTest {

  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static List<String> advice(
      ComputationGraph graph, TrainingPlanBuilder plan, Stripes images) {
    List<String> advice = new ArrayList<>();
    new TrainingSession(graph, INPUT)
        .listen(
            new SessionListener() {
              @Override
              public void advised(String text) {
                advice.add(text);
              }
            })
        .run(plan.build(), images, new Stripes(40, 2));
    return advice;
  }

  @Test
  void aShortRunIsToldThatStatisticsLagAndHowGoodAConstantIs() {
    assertThat(
            advice(
                TinyGraph.build(),
                TrainingPlan.builder().batchSize(16).epochs(2).optimizer(Optimizer.adam(0.01)),
                new Stripes(64, 1)))
        .startsWith(
            "Always answering \"across\" would be right for 35.0 % of the validation images",
            "4 steps an epoch: with a momentum of 0.9, normalizations still predict with 66 % of"
                + " their start after the first epoch and 43 % after the last, so that validation"
                + " and predictions are worse than what was learned. Have the statistics re-estimated"
                + " (reestimateStatistics, --reestimate-statistics)");
  }

  @Test
  void classesThatAreNeverPredictedAndALossThatStaysAreTold() {
    ComputationGraph graph = TinyGraph.build();
    graph.getParam("output_W").assign(0);
    graph.getParam("output_b").assign(0).putScalar(0, 3);
    assertThat(
            advice(
                graph,
                TrainingPlan.builder()
                    .batchSize(4)
                    .epochs(2)
                    .reestimateStatistics(1)
                    .optimizer(Optimizer.sgd(1e-12)),
                new Stripes(64, 1)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("Always answering \"across\""),
            second ->
                assertThat(second)
                    .isEqualTo(
                        "Never predicted: 2 of 3 classes: upright (13 images), slanted (13 images)"),
            third ->
                assertThat(third)
                    .matches(
                        "The loss has not fallen: (\\d\\.\\d{4}) in the first epoch, \\1 in the last\\. Try a learning rate ten times higher or lower \\(now 1\\.0E-12\\), and look at the images and their labels"));
  }
}

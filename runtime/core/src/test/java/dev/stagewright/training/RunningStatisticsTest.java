package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.UnbiasedVariance;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Normalizations predict with statistics of the parameters that they have, if the plan says so. */
class RunningStatisticsTest {

  private static final Stripes IMAGES = new Stripes(48, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static ComputationGraph trained(ComputationGraph graph, int batchSize, int batches) {
    TrainingPlan plan =
        TrainingPlan.builder()
            .batchSize(batchSize)
            .epochs(2)
            .optimizer(Optimizer.sgd(0.01))
            .reestimateStatistics(batches)
            .build();
    return new TrainingSession(graph, INPUT).run(plan, IMAGES).model().graph();
  }

  private static INDArray all() {
    return ImageBatches.inOrder(IMAGES, INPUT, IMAGES.size()).next().getFeatures();
  }

  private static INDArray map(ComputationGraph graph, String layer) {
    return Objects.requireNonNull(graph.feedForward(all(), false).get(layer));
  }

  @Test
  void withAllImagesInOneBatchItPredictsWhatItTrainsOn() {
    ComputationGraph graph = trained(TinyGraph.build(), 48, 1);
    INDArray predicted = graph.outputSingle(false, all());

    assertThat(predicted.equalsWithEps(graph.outputSingle(true, all()), 1e-5)).isTrue();
    ComputationGraph plain = trained(TinyGraph.build(), 48, 0);
    assertThat(predicted.equalsWithEps(plain.outputSingle(false, all()), 1e-2)).isFalse();
    assertThat(graph.getParam("output_W")).isEqualTo(plain.getParam("output_W"));
  }

  @Test
  void severalBatchesAreAveraged() {
    ComputationGraph graph = trained(TinyGraph.build(), 16, 3);
    INDArray maps = map(graph, "conv1");

    INDArray mean = maps.mean(0, 1, 2);
    assertThat(graph.getParam("bn1_mean").reshape(mean.length()).equalsWithEps(mean, 1e-5))
        .isTrue();
  }

  @Test
  void variancesFollowTheLibraryThatTheNetworkFollows() {
    ComputationGraph torch = TinyGraph.build();
    UnbiasedVariance.listenTo(torch);
    INDArray unbiased = trained(torch, 48, 1).getParam("bn1_var");
    INDArray biased = trained(TinyGraph.build(), 48, 1).getParam("bn1_var");

    long cells = map(torch, "bn1").length() / biased.length();
    assertThat(unbiased.equalsWithEps(biased.mul(cells / (cells - 1.0)), 1e-7)).isTrue();
    assertThat(unbiased.equalsWithEps(biased, 1e-7)).isFalse();
  }

  @Test
  void validationAndModelHaveTheSame() {
    TrainingPlan plan =
        TrainingPlan.builder().batchSize(16).epochs(3).reestimateStatistics(2).build();
    Stripes unseen = new Stripes(30, 2);
    TrainingResult result = new TrainingSession(TinyGraph.build(), INPUT).run(plan, IMAGES, unseen);

    assertThat(result.last().validation()).isEqualTo(ModelScore.of(result.model(), unseen, 16));
  }
}

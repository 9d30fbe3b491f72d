package dev.stagewright.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.HorizontalFlip;
import dev.stagewright.augmentation.Mixing;
import dev.stagewright.augmentation.RandomCrop;
import dev.stagewright.augmentation.RandomResizedCrop;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Loading;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import dev.stagewright.tasks.LossOptions;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Training on changed and mixed pictures. */
class AugmentedTrainingTest {

  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static final Augmentation MIXED =
      Augmentation.of(new HorizontalFlip(), new RandomCrop(1, 0)).withMixing(new Mixing(0.2, 1));

  private static TrainingPlanBuilder plan(Augmentation augmentation) {
    return TrainingPlan.builder()
        .batchSize(16)
        .optimizer(Optimizer.adam(0.01))
        .seed(3)
        .augmentation(augmentation);
  }

  private static TrainingResult train(TrainingPlan plan, Loading loading) {
    return new TrainingSession(TinyGraph.build(), INPUT)
        .loading(loading)
        .run(plan, new Stripes(120, 1));
  }

  /** Stripes are told apart however they are mixed; validation sees them as they are. */
  @Test
  void softTargetsAreLearned() {
    TrainingPlan plan =
        plan(MIXED)
            .epochs(12)
            .validationShare(0.2)
            .loss(LossOptions.PLAIN.withLabelSmoothing(0.1).withFocalGamma(1))
            .build();
    TrainingResult result = train(plan, Loading.DEFAULT);

    EpochReport last = result.last();
    assertThat(requireNonNull(last.validation()).accuracy()).isGreaterThan(0.9);
    assertThat(last.accuracy()).isBetween(0.4, 1.0);
    assertThat(result.model().provenance().toString()).contains("\"kind\":\"randomcrop\"");
  }

  static Stream<Augmentation> augmentations() {
    return Stream.of(MIXED, Augmentation.of(new RandomResizedCrop(), new HorizontalFlip()));
  }

  @ParameterizedTest
  @MethodSource("augmentations")
  void loadingDoesNotChangeTheResult(Augmentation augmentation) {
    TrainingPlan plan = plan(augmentation).epochs(3).build();
    ComputationGraph expected = train(plan, new Loading(1, 0)).model().graph();
    ComputationGraph found = train(plan, new Loading(3, 1 << 20)).model().graph();
    ComputationGraph plain =
        train(plan(Augmentation.NONE).epochs(3).build(), Loading.DEFAULT).model().graph();

    assertThat(found.params()).isEqualTo(expected.params());
    assertThat(found.params()).isNotEqualTo(plain.params());
  }

  /** A run of two epochs draws what two runs of one draw. */
  @Test
  void aLaterRunGoesOnDrawing() {
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);
    session.run(plan(MIXED).build(), new Stripes(120, 1));
    ComputationGraph twice = session.run(plan(MIXED).build(), new Stripes(120, 1)).model().graph();

    ComputationGraph once = train(plan(MIXED).epochs(2).build(), Loading.DEFAULT).model().graph();
    assertThat(twice.params()).isEqualTo(once.params());
  }

  /** Shares of a class's targets are shares of a sigmoid's, too. */
  @Test
  void severalLabelsCanBeMixed() {
    ComputationGraph graph = TinyGraph.withHead(Activation.SIGMOID, LossFunction.XENT, 3);
    TrainingResult result =
        new TrainingSession(graph, INPUT).run(plan(MIXED).epochs(8).build(), new Stripes(120, 1));

    assertThat(result.last().loss()).isLessThan(result.history().get(0).loss());
  }
}

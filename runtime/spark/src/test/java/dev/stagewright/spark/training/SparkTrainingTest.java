package dev.stagewright.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.spark.LocalCluster;
import dev.stagewright.training.Averaging;
import dev.stagewright.training.Decay;
import dev.stagewright.training.EpochReport;
import dev.stagewright.training.Flavor;
import dev.stagewright.training.GradientOptions;
import dev.stagewright.training.ModelScore;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.Selection;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingPlanBuilder;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Training on two executors against one machine. */
@ExtendWith(LocalCluster.class)
class SparkTrainingTest {

  private static final Stripes IMAGES = new Stripes(60, 4);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private final Path folder;

  SparkTrainingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static TrainingSession session() {
    return new TrainingSession(TinyGraph.plain(GradientNormalization.None), INPUT);
  }

  private static SparkTraining training(SparkSession spark) {
    return SparkTraining.on(spark, () -> new Stripes(60, 4));
  }

  private TrainingResult shared(SparkTraining training, TrainingPlan plan, String name) {
    Path run = folder.resolve(name);
    return training.run(
        () -> RunFolder.create(run, RunPlan.of(plan)), SparkTrainingTest::session, run);
  }

  private static double distance(INDArray one, INDArray other) {
    return one.sub(other).norm2Number().doubleValue() / other.norm2Number().doubleValue();
  }

  /** Of one step; a first velocity is the gradient times -1. */
  private static TrainingPlanBuilder oneStep() {
    return TrainingPlan.builder()
        .batchSize(60)
        .optimizer(new Optimizer.Sgd(1, 0.9, Decay.NONE, Flavor.KERAS));
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, 1e-5, 5e-5", "BF16, 4e-3, 1e-2"})
  void gradientsAreThoseOfTheWholeBatch(
      GradientFormat format, double overAll, double ofAnArray, SparkSession spark) {
    TrainingPlan plan = oneStep().build();
    TrainingResult alone = session().run(plan, IMAGES);

    TrainingResult two = shared(training(spark).gradients(format), plan, "run");

    INDArray expected = Objects.requireNonNull(alone.state().arrays().get("velocity"));
    INDArray found = Objects.requireNonNull(two.state().arrays().get("velocity"));
    assertThat(distance(found, expected)).isLessThan(overAll);
    ComputationGraph graph = alone.model().graph();
    graph.setParams(expected.reshape(graph.params().shape()));
    var expectedByName = graph.paramTable(true);
    expectedByName.replaceAll((name, array) -> array.dup());
    graph.setParams(found.reshape(graph.params().shape()));
    assertThat(graph.paramTable(true))
        .allSatisfy(
            (name, array) ->
                assertThat(distance(array, Objects.requireNonNull(expectedByName.get(name))))
                    .isLessThan(ofAnArray));
  }

  private static TrainingPlan plan() {
    return TrainingPlan.builder()
        .epochs(2)
        .batchSize(10)
        .seed(3)
        .validationShare(0.25)
        .optimizer(Optimizer.adamW(0.01, 0.01))
        .gradients(new GradientOptions(1, 0, 2))
        .averaging(new Averaging(0.5, true))
        .selection(new Selection(Selection.LOSS, 0, true))
        .build();
  }

  @Test
  void aWholeRunIsThatOfOneMachineAndTheSameTwice(SparkSession spark) throws IOException {
    TrainingResult alone = session().run(plan(), IMAGES);

    TrainingResult first = shared(training(spark), plan(), "first");
    TrainingResult second = shared(training(spark), plan(), "second");

    assertThat(second.model().parametersSha256()).isEqualTo(first.model().parametersSha256());
    assertThat(second.state().arrays()).isEqualTo(first.state().arrays());
    assertThat(distance(first.model().graph().params(), alone.model().graph().params()))
        .isLessThan(1e-4);
    EpochReport expected = alone.last();
    EpochReport found = first.last();
    assertThat(found.step()).isEqualTo(expected.step());
    assertThat(found.loss()).isCloseTo(expected.loss(), within(1e-5));
    assertThat(found.accuracy()).isEqualTo(expected.accuracy());
    ModelScore score = Objects.requireNonNull(found.validation());
    ModelScore scoreAlone = Objects.requireNonNull(expected.validation());
    assertThat(score.loss()).isCloseTo(scoreAlone.loss(), within(1e-5));
    assertThat(score.accuracy()).isEqualTo(scoreAlone.accuracy());

    Path run = folder.resolve("first");
    try (var files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "checkpoints",
              "classes.csv",
              "events.jsonl",
              "lock",
              "metrics.csv",
              "metrics.jsonl",
              "model.zip",
              "plan.yaml",
              "predictions.csv",
              "split.csv");
    }
    TrainedModel loaded = TrainedModel.load(run.resolve("model.zip"));
    assertThat(loaded.parametersSha256()).isEqualTo(first.model().parametersSha256());
  }
}

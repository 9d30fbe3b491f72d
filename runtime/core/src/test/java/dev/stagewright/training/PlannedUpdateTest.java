package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSplit;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Normalization;
import dev.stagewright.tasks.MetricOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a plan does between gradient and parameters. */
class PlannedUpdateTest {

  private static final Stripes IMAGES = new Stripes(60, 4);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static TrainingPlanBuilder plan() {
    return TrainingPlan.builder().batchSize(10).seed(2).optimizer(Optimizer.nesterov(0.02, 0.9));
  }

  private static GradientOptions accumulating(int batches) {
    return new GradientOptions(0, 0, batches);
  }

  private static ComputationGraph trained(ComputationGraph graph, TrainingPlan plan) {
    return new TrainingSession(graph, INPUT).run(plan, IMAGES).model().graph();
  }

  @Test
  void accumulatedBatchesMakeTheStepOfALargeOne() {
    TrainingPlanBuilder plan = plan().epochs(2).gradients(new GradientOptions(0.05, 0, 1));
    ComputationGraph large =
        trained(TinyGraph.plain(GradientNormalization.None), plan.batchSize(40).build());
    ComputationGraph small =
        trained(
            TinyGraph.plain(GradientNormalization.None),
            plan.batchSize(10).gradients(new GradientOptions(0.05, 0, 4)).build());

    double distance = large.params().sub(small.params()).norm2Number().doubleValue();
    assertThat(distance / large.params().norm2Number().doubleValue()).isLessThan(1e-6);
    assertThat(small.getIterationCount()).isEqualTo(12);
  }

  @Test
  void everyBatchMovesRunningStatistics() {
    TrainingPlanBuilder still = plan().optimizer(Optimizer.sgd(1e-30));

    ComputationGraph single = trained(TinyGraph.build(), still.build());
    ComputationGraph accumulated =
        trained(TinyGraph.build(), still.gradients(accumulating(4)).build());

    assertThat(accumulated.params()).isEqualTo(single.params());
    assertThat(Normalization.of(single).get(0).mean())
        .isNotEqualTo(Normalization.of(TinyGraph.build()).get(0).mean());
  }

  @Test
  void aScheduleIsRunAsByHand() {
    TrainingSession byHand = new TrainingSession(TinyGraph.build(), INPUT);
    byHand.run(plan().build(), IMAGES);
    byHand.run(plan().optimizer(Optimizer.nesterov(0.002, 0.9)).build(), IMAGES);
    Schedule schedule = new Schedule.Step(0.5, 0.1);

    ComputationGraph scheduled =
        trained(TinyGraph.build(), plan().epochs(2).schedule(schedule).build());

    INDArray expected = byHand.run(still(), IMAGES).model().graph().params();
    assertThat(trained(scheduled, still()).params()).isEqualTo(expected);
  }

  /** One step that changes next to nothing: it compares what a run leaves. */
  private static TrainingPlan still() {
    return plan().optimizer(Optimizer.nesterov(1e-12, 0.9)).batchSize(60).build();
  }

  @Test
  void validationAndModelHaveTheAverage() {
    List<INDArray> parameters = new ArrayList<>();
    SessionListener keeps =
        new SessionListener() {
          private TrainingState state = new TrainingState(TinyGraph.build(), plan().build());

          @Override
          public void watches(TrainingState state) {
            this.state = state;
          }

          @Override
          public void batch(BatchReport report) {
            parameters.add(state.graph().params().dup());
          }
        };
    TrainingPlan plan = plan().averaging(new Averaging(0.75, false)).build();
    TrainingResult result =
        new TrainingSession(TinyGraph.build(), INPUT).listen(keeps).run(plan, IMAGES, IMAGES);

    INDArray average = parameters.get(0);
    for (INDArray each : parameters.subList(1, parameters.size())) {
      average = average.mul(0.75).add(each.mul(0.25));
    }
    assertThat(parameters).hasSize(6);
    INDArray found = result.model().graph().params();
    assertThat(found.sub(average).amaxNumber().doubleValue()).isLessThan(1e-6);
    INDArray trained = Objects.requireNonNull(result.state().arrays().get("average"));
    assertThat(trained.reshape(average.shape())).isEqualTo(parameters.get(5));
    assertThat(ModelScore.of(result.model(), IMAGES, 10)).isEqualTo(result.last().validation());
  }

  static Stream<TrainingPlanBuilder> plans() {
    Averaging averaging = new Averaging(0.9, true);
    Stream<Optimizer> optimizers =
        Stream.of(
            new Optimizer.Sgd(0.02, 0.9, Decay.NONE, Flavor.KERAS),
            new Optimizer.Nesterov(0.02, 0.9, new Decay(0.01, true), Flavor.TORCH),
            Optimizer.Adam.of(0.01, Decay.NONE, Flavor.TORCH),
            RmsProp.of(0.01, 0.5, Decay.NONE, Flavor.KERAS),
            Lamb.of(0.01, Decay.ofKernels(0.01)),
            Lion.of(0.001, Decay.NONE));
    return Stream.concat(
        optimizers.map(optimizer -> plan().optimizer(optimizer)),
        Stream.of(
            plan().optimizer(Optimizer.adam(0.01)).gradients(accumulating(4)),
            plan().optimizer(Optimizer.adam(0.01)).averaging(averaging),
            plan().optimizer(Lion.of(0.001, Decay.NONE)).averaging(averaging)));
  }

  @ParameterizedTest
  @MethodSource("plans")
  void trainingGoesOnFromAFileToTheSameBits(TrainingPlanBuilder plan, @TempDir Path folder) {
    Path file = folder.resolve("model.zip");
    TrainingSession inMemory = new TrainingSession(TinyGraph.build(), INPUT);
    TrainingResult whole =
        new TrainingSession(TinyGraph.build(), INPUT).run(plan.epochs(2).build(), IMAGES);

    inMemory.run(plan.epochs(1).build(), IMAGES).model().save(file);
    TrainingResult second = inMemory.run(plan.build(), IMAGES);
    TrainedModel loaded = TrainedModel.load(file);
    TrainingResult fromFile = TrainingSession.resume(loaded).run(plan.build(), IMAGES);

    assertThat(second.model().graph().params()).isEqualTo(whole.model().graph().params());
    assertThat(fromFile.model().graph().params()).isEqualTo(whole.model().graph().params());
    assertThat(fromFile.state().arrays()).isEqualTo(whole.state().arrays());
    assertThat(fromFile.state().optimizerSteps()).isEqualTo(whole.state().optimizerSteps());
  }

  @ParameterizedTest
  @MethodSource("plans")
  void deeplearning4jOpensTheFile(TrainingPlanBuilder plan, @TempDir Path folder) throws Exception {
    Path file = folder.resolve("model.zip");
    TrainedModel model =
        new TrainingSession(TinyGraph.build(), INPUT).run(plan.build(), IMAGES).model();
    model.save(file);

    ComputationGraph stock = ComputationGraph.load(file.toFile(), true);
    assertThat(stock.params()).isEqualTo(model.graph().params());
    assertThat(stock.getConfiguration().toJson()).doesNotContain("stagewright");
    assertThat(stock.getUpdater().getUpdaterBlocks()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"accuracy", "macro_f1", "balanced_accuracy"})
  void aRunEndsWhenValidationGetsNoBetterAndKeepsTheBestEpoch(String metric) {
    Selection selection = new Selection(metric, 2, true);
    TrainingPlan plan =
        plan()
            .epochs(20)
            .optimizer(Optimizer.sgd(0.5))
            .validationShare(0.5)
            .selection(selection)
            .build();

    TrainingResult result = new TrainingSession(TinyGraph.build(), INPUT).run(plan, IMAGES);

    List<EpochReport> epochs = result.history();
    int best = selection.best(epochs).orElseThrow().epoch();
    assertThat(result.ending()).isEqualTo(Ending.FINISHED);
    assertThat(epochs).hasSizeLessThan(20).hasSize(best + 2);
    assertThat(result.model().provenance().latest().results())
        .containsEntry("endedEarly", "after epoch " + (best + 2))
        .containsEntry("keptEpoch", String.valueOf(best));
    ImageSplit split = ImageSplit.stratified(IMAGES, 0.5, plan.seed());
    ModelScore kept = Objects.requireNonNull(epochs.get(best - 1).validation());
    Evaluation found = Evaluation.of(result.model(), split.heldOut(), 10, MetricOptions.DEFAULT);
    assertThat(found.loss()).isEqualTo(kept.loss());
    assertThat(found.metrics().get(metric)).isEqualTo(kept.value(metric));
    assertThat(epochs).allMatch(each -> value(each, metric) <= kept.value(metric));
  }

  private static double value(EpochReport epoch, String metric) {
    return Objects.requireNonNull(epoch.validation()).value(metric);
  }

  private static final class StopsAfter implements SessionListener {
    private final int batch;
    private TrainingState state = new TrainingState(TinyGraph.build(), plan().build());

    StopsAfter(int batch) {
      this.batch = batch;
    }

    @Override
    public void watches(TrainingState state) {
      this.state = state;
    }

    @Override
    public void batch(BatchReport report) {
      if (state.steps() == batch) {
        state.stop();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void aStoppedRunGoesOnToTheSameBits(int steps) {
    TrainingPlan plan =
        plan()
            .epochs(2)
            .optimizer(Optimizer.Adam.of(0.01, Decay.NONE, Flavor.TORCH))
            .schedule(new Schedule.Cosine(0.25, 0, 0, 1, 1))
            .gradients(accumulating(4))
            .averaging(new Averaging(0.9, false))
            .validationShare(0.2)
            .build();
    TrainingResult whole = new TrainingSession(TinyGraph.build(), INPUT).run(plan, IMAGES);
    TrainingSession session =
        new TrainingSession(TinyGraph.build(), INPUT).listen(new StopsAfter(steps));

    TrainingResult stopped = session.run(plan, IMAGES);
    assertThat(stopped.ending()).isEqualTo(Ending.STOPPED);
    TrainingResult continued = session.proceed(stopped.state(), IMAGES);

    assertThat(continued.model().graph().params()).isEqualTo(whole.model().graph().params());
    assertThat(continued.state().arrays()).isEqualTo(whole.state().arrays());
    assertThat(continued.last().validation()).isEqualTo(whole.last().validation());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void aStepWithoutFiniteNumbersIsNotMade(float value) {
    ComputationGraph graph = TinyGraph.build();
    graph.getLayer("output").getParam("b").putScalar(0, value);
    INDArray before = graph.params().dup();

    DivergenceException fault =
        catchThrowableOfType(
            DivergenceException.class,
            () -> new TrainingSession(graph, INPUT).run(plan().build(), IMAGES));

    assertThat(fault.loss()).isNaN();
    assertThat(fault)
        .hasMessageStartingWith(
            "The loss became NaN in epoch 1, batch 1, with Nesterov[learningRate=0.02].");
    assertThat(graph.params().toFloatVector()).isEqualTo(before.toFloatVector());
    assertThat(graph.getIterationCount()).isZero();
  }

  @Test
  void aGradientOfTheGraphsOwnClippingIsRefused() {
    TrainingSession session =
        new TrainingSession(TinyGraph.plain(GradientNormalization.ClipL2PerLayer), INPUT);

    assertThatThrownBy(() -> session.run(plan().build(), IMAGES))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "The layer \"conv\" has the gradient normalization ClipL2PerLayer, which training"
                + " sessions do not compute. Leave it out, and clip by the plan's gradient"
                + " options");
  }

  @Test
  void deeplearning4jDoesNotGetAnOptimizerThatItLacks() {
    ComputationGraph graph = TinyGraph.build();

    assertThatThrownBy(() -> Lion.of(0.1, Decay.NONE).applyTo(graph))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "applyTo: found Lion[learningRate=0.1], which Deeplearning4j does not have. Train with"
                + " a TrainingSession");
  }
}

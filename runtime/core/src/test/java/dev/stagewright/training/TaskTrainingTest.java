package dev.stagewright.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.OrderedLabels;
import dev.stagewright.data.Stripes;
import dev.stagewright.data.TargetImages;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.layers.SigmoidCrossEntropy;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.prediction.Prediction;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.LossOptions;
import dev.stagewright.tasks.MetricOptions;
import dev.stagewright.tasks.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Every task from targets to predictions. */
class TaskTrainingTest {

  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  @TempDir private Path folder = Path.of("");

  /** What is told of stripes: their direction, whether they are upright, or numbers. */
  private static TargetImages images(int count, long seed, Task task) {
    ImageSource stripes = new Stripes(count, seed);
    float[][] targets =
        IntStream.range(0, count)
            .mapToObj(i -> row(task, stripes.label(i)))
            .toArray(float[][]::new);
    List<String> labels =
        switch (task) {
          case BINARY -> List.of("other", "upright");
          case REGRESSION -> List.of("age", "size");
          default -> List.of("across", "upright", "straight");
        };
    return TargetImages.of(stripes, labels, targets);
  }

  private static float[] row(Task task, int label) {
    return switch (task) {
      case BINARY -> new float[] {label == 1 ? 1 : 0};
      case REGRESSION -> new float[] {40 + 10 * label, -label};
      default -> new float[] {label == 0 ? 1 : 0, label == 1 ? 1 : 0, label < 2 ? 1 : 0};
    };
  }

  private static ComputationGraph graph(Task task) {
    return switch (task) {
      case BINARY -> TinyGraph.withHead(Activation.SIGMOID, LossFunction.XENT, 1);
      case REGRESSION -> TinyGraph.withHead(Activation.IDENTITY, LossFunction.MSE, 2);
      default -> TinyGraph.withHead(Activation.SIGMOID, LossFunction.XENT, 3);
    };
  }

  private static TrainingPlanBuilder plan() {
    return TrainingPlan.builder().epochs(8).batchSize(10).optimizer(Optimizer.adam(0.01));
  }

  static Stream<Arguments> tasks() {
    return Stream.of(
        arguments(Task.MULTI_LABEL, plan().thresholdBeta(1).build(), "macro_f1", 0.9),
        arguments(Task.BINARY, plan().thresholdBeta(2).build(), "auc", 0.95),
        arguments(Task.REGRESSION, plan().standardizeTargets(true).build(), "r2", 0.6));
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void learnsTellsAndComesBack(Task task, TrainingPlan plan, String metric, double least)
      throws IOException {
    TrainingSession session = new TrainingSession(graph(task), INPUT);
    ImageSource unseen = images(60, 2, task);

    TrainedModel model = session.run(plan, images(240, 1, task), images(60, 3, task)).model();
    Path file = folder.resolve("model.zip");
    model.save(file);
    TrainedModel loaded = TrainedModel.load(file);

    Evaluation evaluation = Evaluation.of(model, unseen, 20, MetricOptions.DEFAULT);
    assertThat(evaluation.metrics().get(metric)).isGreaterThan(least);
    assertThat(Evaluation.of(loaded, unseen, 20, MetricOptions.DEFAULT)).isEqualTo(evaluation);
    assertThat(loaded.coding()).isEqualTo(model.coding());
    assertThat(loaded.coding().task()).isEqualTo(task);
    assertThat(TaskHead.of(loaded.graph()).loss(loaded.graph()))
        .isEqualTo(task == Task.REGRESSION ? new LossMSE() : new SigmoidCrossEntropy());
    // Deeplearning4j opens it, and nothing in it names our classes.
    ComputationGraph stock = ComputationGraph.load(file.toFile(), false);
    assertThat(stock.params()).isEqualTo(model.graph().params());
    try (ZipFile zip = new ZipFile(file.toFile());
        var json = zip.getInputStream(zip.getEntry("configuration.json"))) {
      assertThat(new String(json.readAllBytes(), UTF_8)).doesNotContain("dev.stagewright");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      names = {"MULTI_LABEL", "BINARY", "REGRESSION"})
  void classifiersTellWhatTheTaskAsks(Task task) {
    TrainingPlan plan = plan().standardizeTargets(task == Task.REGRESSION).build();
    TrainedModel model =
        new TrainingSession(graph(task), INPUT).run(plan, images(240, 1, task)).model();
    Classifier classifier = new Classifier(model);
    List<Prediction> found = classifier.classify(new Stripes(3, 9), classifier.answers()).get(1);

    if (task == Task.BINARY) {
      assertThat(found).singleElement().extracting(Prediction::label).isEqualTo("upright");
      assertThat(found.get(0).probability()).isGreaterThan(0.5);
    } else if (task == Task.REGRESSION) {
      assertThat(found).extracting(Prediction::label).containsExactly("age", "size");
      assertThat(found.get(0).value()).isBetween(40.0, 60.0);
    } else {
      assertThat(found)
          .extracting(Prediction::label)
          .containsExactlyInAnyOrder("across", "upright", "straight");
      assertThat(found.get(2).label()).isEqualTo("across");
    }
  }

  static Stream<Arguments> faults() {
    ImageSource stripes = new Stripes(30, 1);
    return Stream.of(
        arguments(
            Task.REGRESSION,
            plan().build(),
            stripes,
            "30 stripes: found classes; regression learns numbers. Give them with TargetImages, or"
                + " train a network of another task"),
        arguments(
            Task.BINARY,
            plan().build(),
            stripes,
            "30 stripes: which of the classes is yes? Found across, upright, slanted. Name it:"
                + " OrderedLabels.positive(images, \"slanted\")"),
        arguments(
            Task.MULTI_LABEL,
            plan().standardizeTargets(true).build(),
            images(30, 1, Task.MULTI_LABEL),
            "standardizeTargets: found true with the task multi_label; only regression has values"),
        arguments(
            Task.BINARY,
            plan().thresholdBeta(1).build(),
            images(30, 1, Task.BINARY),
            "thresholdBeta: found 1.0 without validation images; thresholds are those of sigmoids,"
                + " tuned on validation images"),
        arguments(
            Task.REGRESSION,
            plan().loss(LossOptions.PLAIN.withFocalGamma(2)).build(),
            images(30, 1, Task.REGRESSION),
            "labelSmoothing, classWeights, focalGamma: found one of them with the task regression,"
                + " whose mean squared error has no classes; leave them out"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatDoesNotFitIsRefused(Task task, TrainingPlan plan, ImageSource images, String message) {
    TrainingSession session = new TrainingSession(graph(task), INPUT);

    assertThatThrownBy(() -> session.run(plan, images))
        .isInstanceOf(StagewrightException.class)
        .hasMessage(message);
  }

  /** As PyTorch's BCEWithLogitsLoss; also where another loss was computed before. */
  @Test
  void aLogitOf30TrainsOnEveryEngine() {
    ComputationGraph graph = graph(Task.BINARY);
    graph.setParam("output_W", Nd4j.zeros(DataType.FLOAT, 8, 1));
    graph.setParam("output_b", Nd4j.createFromArray(new float[][] {{30}}));
    graph.setInput(0, Nd4j.rand(DataType.FLOAT, 2, 12, 12, 1));
    graph.setLabels(Nd4j.zeros(DataType.FLOAT, 2, 1));
    graph.computeGradientAndScore();
    double clipped = graph.score();

    TaskHead.of(graph).train(graph, Task.BINARY.plainLoss());
    graph.computeGradientAndScore();

    double loss = graph.score() - graph.calcRegularizationScore(true);
    assertThat(loss).isCloseTo(30, Offset.offset(1e-4)).isGreaterThan(clipped + 10);
    assertThat(graph.gradient().getGradientFor("output_b").toFloatVector()).containsExactly(2);
  }

  /** What a run changes of the loss is gone in the next run's that does not ask for it. */
  @Test
  void everyRunHasItsOwnLoss() {
    ComputationGraph graph = graph(Task.BINARY);
    TrainingSession session = new TrainingSession(graph, INPUT);
    TaskHead head = TaskHead.of(graph);
    assertThat(head.loss(graph)).isEqualTo(new LossBinaryXENT());
    LossOptions balanced =
        LossOptions.PLAIN
            .withClassWeights(new ClassWeights.Balanced())
            .withLabelSmoothing(0.1)
            .withFocalGamma(1);

    double changed =
        session
            .run(plan().epochs(1).loss(balanced).build(), images(30, 1, Task.BINARY))
            .last()
            .loss();
    assertThat(head.loss(graph))
        .isEqualTo(new SigmoidCrossEntropy(0.1, 1, List.of(0.75), List.of(1.5)));
    double plain = session.run(plan().epochs(1).build(), images(30, 1, Task.BINARY)).last().loss();

    assertThat(head.loss(graph))
        .isEqualTo(new SigmoidCrossEntropy(0, 0, List.of(1.0), List.of(1.0)));
    assertThat(plain).isGreaterThan(changed / 2).isNotEqualTo(changed);
  }

  @Test
  void yesIsOneOfTwoClasses() {
    assertThatThrownBy(() -> OrderedLabels.positive(new Stripes(9, 1), "across"))
        .hasMessage(
            "positive: found \"across\" for the classes across, upright, slanted; expected one of"
                + " two classes");
  }
}

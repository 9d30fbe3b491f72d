package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.data.DataException;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Stripes;
import dev.stagewright.engine.Engines;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Normalization;
import dev.stagewright.pictures.Picture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Several replicas, in one process, against one machine. */
class ReplicaTest {

  private static final Stripes IMAGES = new Stripes(50, 4);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static TrainingPlanBuilder plan() {
    return TrainingPlan.builder()
        .batchSize(10)
        .seed(2)
        .epochs(2)
        .validationShare(0.2)
        .optimizer(new Optimizer.Adam(0.003));
  }

  private static TrainingResult alone(ComputationGraph graph, TrainingPlan plan) {
    return new TrainingSession(graph, INPUT).run(plan, IMAGES);
  }

  private static TrainingResult shared(ComputationGraph graph, TrainingPlan plan, int replicas) {
    try (InProcess workers = new InProcess(replicas, IMAGES)) {
      return new TrainingSession(graph, INPUT).by(workers).run(plan, IMAGES);
    }
  }

  private static double distance(INDArray one, INDArray other) {
    return one.sub(other).norm2Number().doubleValue() / other.norm2Number().doubleValue();
  }

  private static ComputationGraph plain() {
    return TinyGraph.plain(GradientNormalization.None);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void endWhereOneMachineDoes(int replicas) {
    TrainingPlan plan =
        plan()
            .averaging(new Averaging(0.5, false))
            .selection(new Selection(Selection.LOSS, 0, true))
            .gradients(new GradientOptions(0.5, 0, 2))
            .build();
    TrainingResult expected = alone(plain(), plan);

    TrainingResult found = shared(plain(), plan, replicas);

    Map<String, INDArray> arrays = found.state().arrays();
    assertThat(arrays).containsOnlyKeys("parameters", "mean", "variance", "average", "best");
    expected
        .state()
        .arrays()
        .forEach(
            (name, array) ->
                assertThat(distance(Objects.requireNonNull(arrays.get(name)), array))
                    .as(name)
                    .isLessThan(1e-4));
    assertThat(found.state().optimizerSteps()).isEqualTo(expected.state().optimizerSteps());
    assertThat(found.model().graph().getIterationCount())
        .isEqualTo(expected.model().graph().getIterationCount());
    assertThat(found.last().loss()).isCloseTo(expected.last().loss(), within(1e-5));
    assertThat(found.last().accuracy()).isEqualTo(expected.last().accuracy());
    ModelScore score = Objects.requireNonNull(found.last().validation());
    ModelScore scoreAlone = Objects.requireNonNull(expected.last().validation());
    assertThat(score.loss()).isCloseTo(scoreAlone.loss(), within(1e-5));
    assertThat(score.accuracy()).isEqualTo(scoreAlone.accuracy());
  }

  @Test
  void moveRunningStatisticsByTheirMean() {
    TrainingPlan plan = plan().optimizer(Optimizer.sgd(1e-30)).build();
    ComputationGraph expected = alone(TinyGraph.build(), plan).model().graph();

    try (InProcess workers = new InProcess(2, IMAGES)) {
      TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT).by(workers);
      ComputationGraph found = session.run(plan, IMAGES).model().graph();

      INDArray mean = Normalization.of(found).get(0).mean();
      assertThat(distance(mean, Normalization.of(expected).get(0).mean())).isLessThan(1e-5);
      assertThat(workers.replicas.get(1).parameters())
          .isEqualTo(workers.replicas.get(0).parameters());
    }
  }

  /** The same picture again and again. */
  private static final class OnePicture implements ImageSource {
    @Override
    public List<String> labels() {
      return IMAGES.labels();
    }

    @Override
    public int size() {
      return 4;
    }

    @Override
    public int label(int image) {
      return IMAGES.label(0);
    }

    @Override
    public Picture picture(int image) {
      return IMAGES.picture(0);
    }

    @Override
    public String name(int image) {
      return "picture";
    }

    @Override
    public String description() {
      return "one picture";
    }
  }

  @ParameterizedTest
  @CsvSource({"1, true", "0.5, false"})
  void drawMasksOfTheirOwn(double keep, boolean areEqual) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(TinyGraph.SHAPE.toDl4j(DataFormat.CHANNELS_LAST))
                .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(8).build(), "input")
                .appendLayer(
                    "output",
                    new OutputLayer.Builder()
                        .nOut(3)
                        .dropOut(keep)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setOutputs("output")
                .build());
    graph.init();
    ImageSource images = new OnePicture();
    TrainingPlan plan = TrainingPlan.builder().batchSize(4).build();

    try (InProcess workers = new InProcess(2, images)) {
      new TrainingSession(Engines.attach(graph), INPUT).by(workers).run(plan, images);

      boolean equal =
          workers.replicas.get(0).gradients().equals(workers.replicas.get(1).gradients());
      assertThat(equal).isEqualTo(areEqual);
    }
  }

  /** Writes a checkpoint after a step, and stops the run. */
  private static final class StopsAfter implements SessionListener {
    private final int step;
    private final Path file;
    private TrainingState state = new TrainingState(plain(), plan().build());

    StopsAfter(int step, Path file) {
      this.step = step;
      this.file = file;
    }

    @Override
    public void watches(TrainingState state) {
      this.state = state;
    }

    @Override
    public void batch(BatchReport report) {
      if (state.steps() == step) {
        Checkpoint.write(state, Map.of(), file);
        state.stop();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "3, 1e-4"})
  void goOnFromACheckpointOfTwo(int replicas, double tolerance, @TempDir Path folder) {
    TrainingPlan plan = plan().averaging(new Averaging(0.5, false)).build();
    Path file = folder.resolve("checkpoint.zip");
    TrainingResult expected = shared(plain(), plan, 2);
    try (InProcess workers = new InProcess(2, IMAGES)) {
      new TrainingSession(plain(), INPUT)
          .by(workers)
          .listen(new StopsAfter(6, file))
          .run(plan, IMAGES);
    }

    try (InProcess workers = new InProcess(replicas, IMAGES)) {
      TrainingSession session = new TrainingSession(plain(), INPUT).by(workers);
      TrainingState state = session.restore(Checkpoint.read(file));
      TrainingResult found = session.proceed(state, IMAGES);

      assertThat(found.ending()).isEqualTo(Ending.FINISHED);
      INDArray params = found.model().graph().params();
      assertThat(distance(params, expected.model().graph().params()))
          .isLessThanOrEqualTo(tolerance);
    }
  }

  @Test
  void makeNoStepWithoutFiniteNumbers() {
    try (InProcess workers = new InProcess(2, IMAGES)) {
      TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT).by(workers);
      session.listen(
          new SessionListener() {
            @Override
            public void started(TrainingPlan plan, int trainingImages, int validationImages) {
              workers.replicas.forEach(replica -> replica.parameters().put(754, Float.NaN));
            }
          });

      assertThatThrownBy(() -> session.run(plan().build(), IMAGES))
          .isInstanceOf(DivergenceException.class)
          .hasMessageStartingWith("The loss became NaN in epoch 1, batch 1, with Adam")
          .hasMessageEndingWith("The layer output has parameters that are not finite");
      assertThat(workers.replicas.get(0).parameters())
          .isEqualTo(workers.replicas.get(1).parameters());
    }
  }

  @Test
  void needAnImageOfABatchEach() {
    TrainingPlan plan = plan().batchSize(2).build();

    assertThatThrownBy(() -> shared(TinyGraph.build(), plan, 3))
        .isInstanceOf(DataException.class)
        .hasMessage("batchSize: found 2, to be shared by 3; give at least as many images");
  }
}

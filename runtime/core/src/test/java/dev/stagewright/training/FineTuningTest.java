package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.HorizontalFlip;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.FloatArrays;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import dev.stagewright.pictures.Picture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Frozen layers stay as they are, and all others train as if these were a fixed function. */
class FineTuningTest {

  private static final Stripes IMAGES = new Stripes(50, 4);
  private static final Stripes UNSEEN = new Stripes(22, 5);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final Loading CACHE = Loading.DEFAULT.withCache(1 << 20);

  private static TrainingPlanBuilder plan(FineTuning how) {
    return TrainingPlan.builder()
        .epochs(3)
        .batchSize(16)
        .seed(2)
        .optimizer(Optimizer.adam(0.01))
        .fineTuning(how);
  }

  private static TrainingPlanBuilder frozen() {
    return plan(FineTuning.frozenTo("elu1"));
  }

  private static TrainingResult trained(TrainingPlan plan, Loading loading) {
    return trained(TinyGraph.build(), plan, loading);
  }

  private static TrainingResult trained(
      ComputationGraph graph, TrainingPlan plan, Loading loading) {
    return new TrainingSession(graph, INPUT).loading(loading).run(plan, IMAGES, UNSEEN);
  }

  @ParameterizedTest
  @CsvSource({
    "conv1_W, true",
    "bn1_gamma, true",
    "bn1_mean, true",
    "bn1_var, true",
    "conv2_W, false",
    "bn2_mean, false",
    "output_W, false",
    "output_b, false"
  })
  void frozenLayersStay(String parameter, boolean stays) {
    ComputationGraph before = TinyGraph.build();
    TrainingPlan plan =
        frozen()
            .averaging(new Averaging(0.9, false))
            .gradients(new GradientOptions(1, 0, 2))
            .build();

    ComputationGraph after = trained(plan, Loading.DEFAULT).model().graph();

    assertThat(bits(after, parameter).equals(bits(before, parameter))).isEqualTo(stays);
  }

  /** What Deeplearning4j's frozen layers make of the same steps. */
  @Test
  void theRestTrainsAsBehindFrozenLayersOfDeeplearning4j() {
    TrainingPlanBuilder plan = frozen().optimizer(Optimizer.sgd(0.05));
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(TinyGraph.build()).setFeatureExtractor("elu1").build();

    ComputationGraph expected =
        trained(frozen, plan.fineTuning(FineTuning.NONE).build(), Loading.DEFAULT).model().graph();
    ComputationGraph found =
        trained(plan.fineTuning(FineTuning.frozenTo("elu1")).build(), Loading.DEFAULT)
            .model()
            .graph();

    assertThat(found.params().sub(expected.params()).amaxNumber().doubleValue()).isLessThan(1e-5);
  }

  @Test
  void onlyTheRestHasPenaltiesAndNorm() {
    TrainingPlan plan = plan(FineTuning.frozenTo("pool")).epochs(1).build();

    TrainingResult result = trained(plan, Loading.DEFAULT);

    ComputationGraph graph = result.model().graph();
    ModelScore whole = ModelScore.of(result.model(), UNSEEN, 16);
    ModelScore rest = Objects.requireNonNull(result.last().validation());
    assertThat(rest.accuracy()).isEqualTo(whole.accuracy());
    double penalty = graph.calcRegularizationScore(true);
    assertThat(penalty).isPositive();
    assertThat(rest.loss() + penalty).isCloseTo(whole.loss(), within(1e-5));
  }

  /** Counts how often pictures are read. */
  private record Counted(ImageSource images, AtomicInteger reads) implements ImageSource {
    static Counted of(ImageSource images) {
      return new Counted(images, new AtomicInteger());
    }

    @Override
    public List<String> labels() {
      return images.labels();
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public int label(int image) {
      return images.label(image);
    }

    @Override
    public Picture picture(int image) {
      reads.incrementAndGet();
      return images.picture(image);
    }

    @Override
    public String name(int image) {
      return images.name(image);
    }

    @Override
    public String description() {
      return images.description();
    }
  }

  /** Features have 230,400 bytes for 50 pictures; without room for them, pictures are kept. */
  @ParameterizedTest
  @CsvSource({"1048576, 50, 22", "20000, 50, 66", "0, 150, 66"})
  void everyPictureIsComputedOnceIfThereIsRoom(long bytes, int training, int validation) {
    Counted images = Counted.of(IMAGES);
    Counted unseen = Counted.of(UNSEEN);
    new TrainingSession(TinyGraph.build(), INPUT)
        .loading(Loading.DEFAULT.withCache(bytes).withThreads(2))
        .run(frozen().build(), images, unseen);

    assertThat(images.reads().get()).isEqualTo(training);
    assertThat(unseen.reads().get()).isEqualTo(validation);
  }

  @Test
  void nothingIsKeptBehindWhatIsRandom() {
    Counted images = Counted.of(IMAGES);
    TrainingPlan plan = frozen().augmentation(Augmentation.of(new HorizontalFlip(0.5))).build();

    new TrainingSession(TinyGraph.build(), INPUT).run(plan, images);

    assertThat(images.reads().get()).isEqualTo(150);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bn1", "elu1", "elu2"})
  void theCacheDoesNotChangeABit(String layer) {
    TrainingPlan plan = plan(FineTuning.frozenTo(layer)).build();

    TrainingResult with = trained(plan, CACHE);
    TrainingResult without = trained(plan, Loading.DEFAULT);

    assertThat(bits(with)).isEqualTo(bits(without));
    assertThat(with.last().validation()).isEqualTo(without.last().validation());
  }

  /** INDArray's own equality allows for rounding. */
  private static String bits(ComputationGraph graph, String parameter) {
    return FloatArrays.sha256(graph.getParam(parameter).dup('c'));
  }

  private static String bits(TrainingResult result) {
    return FloatArrays.sha256(result.model().graph().params());
  }

  @Test
  void layersThawAfterSomeEpochs() {
    TrainingPlan whole = plan(FineTuning.frozenTo("elu1").unfrozenAfter(2)).build();
    TrainingPlan first = plan(FineTuning.frozenTo("elu1")).epochs(2).build();

    ComputationGraph thawed = trained(whole, CACHE).model().graph();
    ComputationGraph before = trained(first, CACHE).model().graph();

    INDArray kernel = before.getParam("conv1_W");
    assertThat(kernel).isEqualTo(TinyGraph.build().getParam("conv1_W"));
    INDArray change = thawed.getParam("conv1_W").sub(kernel);
    // The first step of Adam is the rate, if its corrections count from there.
    assertThat(change.amaxNumber().doubleValue()).isBetween(0.01, 4 * 0.011);
  }

  /** Writes a checkpoint behind a step. */
  private record Writes(int step, Path file, List<TrainingState> states)
      implements SessionListener {
    @Override
    public void watches(TrainingState state) {
      states.add(state);
    }

    @Override
    public void batch(BatchReport report) {
      if (states.get(0).steps() == step) {
        Checkpoint.write(states.get(0), Map.of(), file);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 6, 8, 9, 11})
  void aRunGoesOnFromAFileToTheSameBits(int step, @TempDir Path folder) {
    Path file = folder.resolve("checkpoint.zip");
    TrainingPlan plan =
        plan(FineTuning.frozenTo("elu1").unfrozenAfter(2).withBlockDecay(1))
            .averaging(new Averaging(0.9, true))
            .reestimateStatistics(2)
            .build();
    TrainingResult whole =
        new TrainingSession(TinyGraph.build(), INPUT)
            .listen(new Writes(step, file, new ArrayList<>()))
            .loading(CACHE)
            .run(plan, IMAGES, UNSEEN);

    TrainingSession other = new TrainingSession(TinyGraph.build(), INPUT).loading(CACHE);
    TrainingResult resumed = other.proceed(other.restore(Checkpoint.read(file)), IMAGES, UNSEEN);

    assertThat(CheckpointTest.bits(resumed.state())).isEqualTo(CheckpointTest.bits(whole.state()));
    assertThat(resumed.last().validation()).isEqualTo(whole.last().validation());
  }

  @Test
  void frozenNormalizationsGetTheirStatisticsOnceIfTheyAreEstimatedAnew() {
    INDArray start = TinyGraph.build().getParam("bn1_mean").dup();
    TrainingPlanBuilder plan = frozen().reestimateStatistics(4).shuffle(false);

    INDArray once = trained(plan.epochs(1).build(), CACHE).model().graph().getParam("bn1_mean");
    INDArray later = trained(plan.epochs(3).build(), CACHE).model().graph().getParam("bn1_mean");

    assertThat(once).isNotEqualTo(start);
    assertThat(later).isEqualTo(once);
  }

  @Test
  void adviceTellsWhatACacheWouldSave() {
    List<String> advice = new ArrayList<>();
    SessionListener collects =
        new SessionListener() {
          @Override
          public void advised(String text) {
            advice.add(text);
          }
        };

    new TrainingSession(TinyGraph.build(), INPUT).listen(collects).run(frozen().build(), IMAGES);

    assertThat(advice)
        .contains(
            "Frozen layers are computed anew for every picture in every epoch; with --cache 1m"
                + " (Loading.withCache) only once");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stage 3 | freezeTo: found \"stage 3\"; expected the name of a layer in front of the output through which everything passes",
        "output | freezeTo: found \"output\"; expected the name of a layer in front of the output through which everything passes"
      })
  void whatTheGraphDoesNotHaveIsRefused(String layer, String message) {
    TrainingPlan plan = plan(FineTuning.frozenTo(layer)).build();
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);

    assertThatThrownBy(() -> session.run(plan, IMAGES))
        .isInstanceOf(TrainingException.class)
        .hasMessage(message);
  }

  @Test
  void blocksAreThoseOfDeclaredNetworks() {
    TrainingPlan plan = plan(FineTuning.NONE.withBlockDecay(0.9)).build();
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);

    assertThatThrownBy(() -> session.run(plan, IMAGES))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "blockDecay: the graph's blocks are not known; they are of networks that were declared");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 2 | 1 | unfreezeAfter: found 2 without frozen layers; say which by freezeTo",
        "stem | -1 | 1 | unfreezeAfter: found -1; expected at least 0",
        "stem | 0 | 0 | blockDecay: found 0.0; expected a number above 0, at most 1",
        "stem | 0 | 1.1 | blockDecay: found 1.1; expected a number above 0, at most 1"
      })
  void whatCannotBeIsRefused(String stage, int after, double decay, String message) {
    assertThatThrownBy(() -> new FineTuning(stage, after, decay))
        .isInstanceOf(TrainingException.class)
        .hasMessage(message);
  }
}

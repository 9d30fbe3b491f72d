package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.data.DataException;
import dev.stagewright.data.ImageFolder;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.Stripes;
import dev.stagewright.engine.Engines;
import dev.stagewright.model.ModelException;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TinyNetwork;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.pictures.Picture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class TrainingSessionTest {

  private static final Stripes TRAINING = new Stripes(150, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static TrainingPlanBuilder plan() {
    return TrainingPlan.builder().batchSize(16).optimizer(Optimizer.adam(0.01)).seed(3);
  }

  @ParameterizedTest
  @EnumSource(DataFormat.class)
  void learnsToTellStripesApart(DataFormat format) {
    ComputationGraph graph = TinyGraph.build(format, TinyGraph.SHAPE, 3);
    TrainingSession session = new TrainingSession(graph, TinyGraph.input(format));
    TrainingResult result = session.run(plan().epochs(6).validationShare(0.2).build(), TRAINING);

    assertThat(result.history()).hasSize(6);
    assertThat(result.last().accuracy()).isGreaterThan(0.95);
    assertThat(result.last().validation()).isNotNull().extracting(ModelScore::images).isEqualTo(30);
    ModelScore unseen = ModelScore.of(result.model(), new Stripes(90, 2), 32);
    assertThat(unseen.accuracy()).isGreaterThan(0.95);
    assertThat(unseen.loss()).isLessThan(0.5);
  }

  @Test
  void sameSeedSameResultWhateverListens() {
    TrainingPlan plan = plan().epochs(2).validationShare(0.2).build();
    List<BatchReport> reports = new ArrayList<>();
    List<String> header = new ArrayList<>();
    SessionListener listener =
        new SessionListener() {
          @Override
          public void runsOn(String status) {
            header.add(status);
          }

          @Override
          public void batch(BatchReport report) {
            reports.add(report);
          }
        };
    TrainingResult watched =
        new TrainingSession(TinyGraph.build(), INPUT).listen(listener).run(plan, TRAINING);
    TrainingResult alone = new TrainingSession(TinyGraph.build(), INPUT).run(plan, TRAINING);

    assertThat(alone.model().graph().params()).isEqualTo(watched.model().graph().params());
    assertThat(alone.last().loss()).isEqualTo(watched.last().loss());
    assertThat(alone.last().validation()).isEqualTo(watched.last().validation());
    TrainingPlan otherSeed = plan().epochs(2).validationShare(0.2).seed(4).build();
    TrainingResult other = new TrainingSession(TinyGraph.build(), INPUT).run(otherSeed, TRAINING);
    assertThat(other.model().graph().params()).isNotEqualTo(alone.model().graph().params());

    assertThat(header).containsExactly(Engines.status(watched.model().graph()));
    assertThat(reports).hasSize(2 * 8);
    BatchReport last = reports.get(15);
    assertThat(last.epoch()).isEqualTo(2);
    assertThat(last.batch()).isEqualTo(8);
    assertThat(last.batches()).isEqualTo(8);
    assertThat(last.images()).isEqualTo(120);
    assertThat(last.meanLoss()).isEqualTo(watched.last().loss());
    assertThat(last.accuracy()).isEqualTo(watched.last().accuracy());
    assertThat(last.timeLeft()).isLessThan(Duration.ofMinutes(1));
  }

  @Test
  void trainsAGeneratedNetworkAndRemembersHow() {
    TinyNetwork network = TinyNetwork.of(new InputShape(10, 14, 3), 3);
    TrainedModel model =
        TrainingSession.of(network, Preprocessing.CAFFE)
            .run(plan().build(), TRAINING, new Stripes(12, 2))
            .model();

    assertThat(model.input())
        .isEqualTo(
            new ImageInput(
                new InputShape(10, 14, 3), DataFormat.CHANNELS_FIRST, Preprocessing.CAFFE));
    assertThat(model.provenance().latest().data())
        .isEqualTo("150 stripes; validation on 12 stripes");
    assertThat(model.provenance().latest().settings())
        .containsEntry("network", "Tiny")
        .containsEntry("networkOptions", network.options().toJson())
        .containsEntry("epochs", "1")
        .containsEntry("seed", "3");
    assertThat(model.provenance().latest().results())
        .containsOnlyKeys("loss", "accuracy", "validationLoss", "validationAccuracy");
  }

  @Test
  void anExplodingLossStopsTheTraining() {
    TrainingPlan plan = plan().epochs(3).optimizer(Optimizer.sgd(1e20)).build();
    List<String> closed = new ArrayList<>();
    SessionListener listener =
        new SessionListener() {
          @Override
          public void closed() {
            closed.add("closed");
          }
        };
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT).listen(listener);
    assertThatThrownBy(() -> session.run(plan, TRAINING))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "The loss became (NaN|Infinity) in epoch 1, batch [2-9], with"
                + " Sgd\\[learningRate=1.0E20\\]\\. Lower the learning rate, for example to 1.0E19,"
                + " or check the images' preprocessing \\(tf\\)\\. The layer \\w+ is the first to"
                + " output values that are not finite, for all pictures of the batch");
    assertThat(closed).containsExactly("closed");
  }

  /** Images of which one cannot be read. */
  private record Broken(List<String> labels, Runnable fault) implements ImageSource {
    @Override
    public int size() {
      return 40;
    }

    @Override
    public int label(int image) {
      return image % labels.size();
    }

    @Override
    public Picture picture(int image) {
      if (image == 33) {
        fault.run();
      }
      return Picture.of(new byte[1], 1, 1, 1);
    }

    @Override
    public String name(int image) {
      return "image " + image;
    }

    @Override
    public String description() {
      return "40 images";
    }
  }

  static Stream<Throwable> faultsOfImages() {
    return Stream.of(
        new DataException("cat/33.jpg: cannot be read"), new OutOfMemoryError("Java heap space"));
  }

  private static void raise(Throwable fault) {
    if (fault instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) fault;
  }

  @ParameterizedTest
  @MethodSource("faultsOfImages")
  void anUnreadableImageStopsTheTrainingWithItsOwnFault(Throwable fault) {
    ImageSource broken = new Broken(TRAINING.labels(), () -> raise(fault));
    ComputationGraph graph = TinyGraph.build();
    assertThatThrownBy(() -> new TrainingSession(graph, INPUT).run(plan().build(), broken))
        .isSameAs(fault);
    assertThat(graph.getListeners()).isEmpty();
  }

  @Test
  void oneClassCannotBeLearned() {
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);
    ImageSource one = new Broken(List.of("cat"), () -> {});

    assertThatThrownBy(() -> session.run(plan().build(), one))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "40 images: found only the class [cat]; expected at least two, which a network learns to tell apart");
  }

  @Test
  void aBatchMayBeLargerThanTheImagesAreMany() {
    List<BatchReport> reports = new ArrayList<>();
    SessionListener listener =
        new SessionListener() {
          @Override
          public void batch(BatchReport report) {
            reports.add(report);
          }
        };
    TrainingPlan plan = plan().batchSize(Integer.MAX_VALUE).build();
    new TrainingSession(TinyGraph.build(), INPUT).listen(listener).run(plan, TRAINING);

    assertThat(reports).singleElement().extracting(BatchReport::batches).isEqualTo(1);
  }

  @Test
  void faultyImagesAreNamedBeforeTheFirstStep(@TempDir Path folder) throws IOException {
    for (String name : List.of("a/1.png", "a/2.png", "b/1.png", "b/2.png", "c/1.png", "c/2.png")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name.endsWith("2.png") ? "P5 1 1 255\n7" : "P5 1 1 255\n");
    }
    List<Object> heard = new ArrayList<>();
    SessionListener listener =
        new SessionListener() {
          @Override
          public void started(TrainingPlan plan, int trainingImages, int validationImages) {
            heard.add(plan);
          }
        };
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT).listen(listener);

    String fault = "/1.png: is a truncated PNM picture; copy it again";
    assertThatThrownBy(
            () -> session.run(plan().validationShare(0.5).build(), ImageFolder.open(folder)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("found 3 images that cannot be read:\n  ")
        .hasMessageContainingAll(
            folder + "/a" + fault, folder + "/b" + fault, folder + "/c" + fault);
    assertThat(heard).isEmpty();
  }

  @Test
  void saysWhatDoesNotFit() {
    ComputationGraph five = TinyGraph.build(DataFormat.CHANNELS_LAST, TinyGraph.SHAPE, 5);
    assertThatThrownBy(() -> new TrainingSession(five, INPUT).run(plan().build(), TRAINING))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "labels: found 3 (across, upright, slanted); the output \"output\" has 5 classes. Build the network with classes(3)");
    TrainingPlan share = plan().validationShare(0.1).build();
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);
    assertThatThrownBy(() -> session.run(share, TRAINING, new Stripes(9, 2)))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "validationShare: found 0.1 together with images for validation; give one of them");
  }

  @Test
  void keepsTheRunningVarianceOfKeras2OnRequest() {
    Stripes four = new Stripes(4, 1);
    ComputationGraph plain = TinyGraph.build();
    ComputationGraph keras = TinyGraph.build();
    new TrainingSession(plain, INPUT).run(plan().build(), four);
    new TrainingSession(keras, INPUT).run(plan().kerasRunningVariance(true).build(), four);

    INDArray batch = plain.getLayer("bn2").getParam("var").sub(0.9); // starts at 1, decays by 0.9
    INDArray corrected = keras.getLayer("bn2").getParam("var").sub(0.9);
    int n = 4 * 6 * 6;
    assertThat(corrected.equalsWithEps(batch.mul(n / (n - 1.0)), 1e-6)).isTrue();
    assertThat(corrected.equalsWithEps(batch, 1e-6)).isFalse();
  }

  static Stream<Arguments> faultyPlans() {
    return Stream.of(
        arguments(
            (Supplier<?>) () -> plan().epochs(0).build(), "epochs: found 0; expected at least 1"),
        arguments(
            (Supplier<?>) () -> plan().batchSize(-3).build(),
            "batchSize: found -3; expected at least 1"),
        arguments(
            (Supplier<?>) () -> plan().validationShare(1).build(),
            "validationShare: found 1.0; expected a number of at least 0 and below 1"),
        arguments(
            (Supplier<?>) () -> Optimizer.sgd(Double.NaN),
            "learningRate: found NaN; expected a number above 0"),
        arguments(
            (Supplier<?>) () -> Optimizer.nesterov(0.1, 1),
            "momentum: found 1.0; expected a number of at least 0 and below 1"),
        arguments(
            (Supplier<?>) () -> Optimizer.adamW(0.1, 0),
            "weightDecay: found 0.0; expected a number above 0"));
  }

  @ParameterizedTest
  @MethodSource("faultyPlans")
  void plansAreChecked(Supplier<?> plan, String message) {
    assertThatThrownBy(plan::get).isInstanceOf(TrainingException.class).hasMessage(message);
  }
}

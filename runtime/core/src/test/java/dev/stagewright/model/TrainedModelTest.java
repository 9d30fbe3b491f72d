package dev.stagewright.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.data.ExifOrientation;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.files.OutputException;
import dev.stagewright.layers.Activations;
import dev.stagewright.network.DataFormat;
import dev.stagewright.pictures.Background;
import dev.stagewright.pictures.Fit;
import dev.stagewright.pictures.Interpolation;
import dev.stagewright.pictures.ResizeRule;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainedModelTest {

  private static final List<String> LABELS = List.of("a", "b & <c>", "ü");
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static final List<String> STRIPES = new Stripes(1, 1).labels();
  private static final Provenance PROVENANCE =
      Provenance.now(
          TinyGraph.build(),
          "some images",
          Map.of("epochs", "3"),
          Map.of("loss", "0.5"),
          Provenance.unknown("an earlier graph"));

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private final TrainedModel model = new TrainedModel(TinyGraph.build(), LABELS, INPUT, PROVENANCE);

  @BeforeEach
  void save() {
    file = folder.resolve("model.zip");
    model.save(file);
  }

  private void assertFault(Path path, String message) {
    assertThatThrownBy(() -> TrainedModel.load(path))
        .isInstanceOf(ModelException.class)
        .hasMessage(path + ": " + message);
  }

  @Test
  void loadsWhatWasSaved() {
    TrainedModel loaded = TrainedModel.load(file);
    assertThat(loaded.labels()).isEqualTo(LABELS);
    assertThat(loaded.input()).isEqualTo(INPUT);
    assertThat(loaded.provenance()).isEqualTo(model.provenance());
    assertThat(loaded.provenance().latest().versions())
        .containsKeys("stagewright", "java")
        .containsEntry("deeplearning4j", "1.0.0-M2.1");
    assertThat(loaded.graph().params()).isEqualTo(model.graph().params());
  }

  /** Files from before there were other tasks than one label of many. */
  @Test
  void filesOfFormat1Load() throws IOException {
    Path old = folder.resolve("old.zip");
    ModelEntries.of(file)
        .edit(
            "stagewright.json",
            json ->
                json.replace("\"format\": 2", "\"format\": 1")
                    .replaceAll(" *\"(task|thresholds)\": .*\n", ""))
        .write(old);

    TrainedModel loaded = TrainedModel.load(old);

    assertThat(loaded.coding()).isEqualTo(model.coding());
    assertThat(loaded.labels()).isEqualTo(LABELS);
    assertThat(loaded.graph().params()).isEqualTo(model.graph().params());
  }

  @Test
  void remembersWhatIsDoneWithOrientations() throws IOException {
    ImageInput asStored = INPUT.withOrientation(ExifOrientation.IGNORED);
    Path other = folder.resolve("other.zip");
    new TrainedModel(model.graph(), LABELS, asStored, model.provenance()).save(other);
    assertThat(TrainedModel.load(other).input()).isEqualTo(asStored);

    try (FileSystem zip = FileSystems.newFileSystem(file)) { // as older files
      Path header = zip.getPath("stagewright.json");
      String applied = "\"exifOrientation\": \"applied\",";
      Files.writeString(header, Files.readString(header).replace(applied, ""));
    }
    assertThat(TrainedModel.load(file).input()).isEqualTo(INPUT);
  }

  @Test
  void remembersHowPicturesAreRead() throws IOException {
    ImageInput other =
        INPUT
            .withResize(new ResizeRule(Fit.CROP, Interpolation.ANTIALIAS_BICUBIC, 0.875))
            .withBackground(new Background(255, 0, 128));
    Path file = folder.resolve("other.zip");
    new TrainedModel(model.graph(), LABELS, other, model.provenance()).save(file);
    assertThat(TrainedModel.load(file).input()).isEqualTo(other);

    Path older = folder.resolve("older.zip");
    ModelEntries.of(file)
        .edit(
            "stagewright.json",
            json -> json.replaceAll(" *\"(resize|interpolation|cropShare|background)\": .*\n", ""))
        .write(older);
    assertThat(TrainedModel.load(older).input()).isEqualTo(INPUT);
  }

  @Test
  void stockDeeplearning4jOpensTheFile() throws IOException {
    ComputationGraph stock = ComputationGraph.load(file.toFile(), true);
    assertThat(stock.params()).isEqualTo(model.graph().params());
    assertThat(stock.getConfiguration()).isEqualTo(model.graph().getConfiguration());
  }

  @Test
  void keepsActivationsThatDeeplearning4jLacks() {
    ComputationGraph graph = TinyGraph.build(Activations.elu(0.3));
    TrainedModel elu = new TrainedModel(graph, LABELS, INPUT, model.provenance());
    elu.save(file);
    INDArray images = Nd4j.rand(2, 12, 12, 1);
    assertThat(TrainedModel.load(file).graph().outputSingle(images))
        .isEqualTo(graph.outputSingle(images))
        .isNotEqualTo(model.graph().outputSingle(images));
  }

  @Test
  void opensDeeplearning4jsFilesWithLabelsAndInput() throws IOException {
    Path stock = folder.resolve("stock.zip");
    model.graph().save(stock.toFile());
    assertFault(
        stock,
        "found a Deeplearning4j model without stagewright.json, so its labels and preprocessing are unknown; expected a model saved by Stagewright. Load it with TrainedModel.loadDl4j(file, labels, input) and save it");
    TrainedModel wrapped = TrainedModel.loadDl4j(stock, LABELS, INPUT);
    assertThat(wrapped.graph().params()).isEqualTo(model.graph().params());
    assertThat(wrapped.provenance().latest().data()).isEqualTo("unknown: " + stock);
  }

  @Test
  void aFailedSaveLeavesTheOldFileAndNothingElse() throws IOException {
    byte[] before = Files.readAllBytes(file);
    AtomicBoolean lost = new AtomicBoolean();
    ComputationGraph broken =
        new ComputationGraph(model.graph().getConfiguration()) {
          @Override
          public INDArray params() {
            if (lost.get()) {
              throw new IllegalStateException("no parameters");
            }
            return super.params();
          }
        };
    broken.init();
    TrainedModel unsavable = new TrainedModel(broken, LABELS, INPUT, model.provenance());
    lost.set(true); // the save fails half-way: the configuration is written before
    assertThatThrownBy(() -> unsavable.save(file)).hasMessage("no parameters");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    Path nowhere = folder.resolve("missing").resolve("model.zip");
    assertThatThrownBy(() -> model.save(nowhere))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "%s: cannot be written: the folder %s does not exist"
                .formatted(nowhere, nowhere.getParent()));
  }

  @Test
  void namesWhatIsWrongWithAFile() throws IOException {
    assertFault(folder.resolve("none.zip"), "is not a file; expected a model saved by Stagewright");
    Path text = Files.writeString(folder.resolve("text.zip"), "hello");
    assertFault(
        text, "found 5 bytes that are not a zip archive; expected a model saved by Stagewright");
  }

  @Test
  void keepsTheUpdatersStateAndTheCountersAsDeeplearning4jDoes() throws IOException {
    TrainedModel trained =
        TrainingSession.resume(new TrainedModel(TinyGraph.build(), STRIPES, INPUT, PROVENANCE))
            .run(TrainingPlan.builder().batchSize(4).build(), new Stripes(12, 1))
            .model();
    trained.save(file);
    ComputationGraph ours = TrainedModel.load(file).graph();
    ComputationGraph stock = ComputationGraph.load(file.toFile(), true);
    assertThat(ours.params()).isEqualTo(stock.params()).isEqualTo(trained.graph().params());
    assertThat(ours.getUpdater().getStateViewArray())
        .isEqualTo(stock.getUpdater().getStateViewArray())
        .isEqualTo(trained.graph().getUpdater().getStateViewArray());
    assertThat(ours.getIterationCount()).isEqualTo(3);
    assertThat(ours.getEpochCount()).isEqualTo(1);

    Path again = folder.resolve("again.zip");
    TrainedModel.load(file).save(again);
    assertThat(ModelEntries.of(again)).isEqualTo(ModelEntries.of(file));
  }

  @Test
  void valuesThatNoNetworkComputesWithAreNeitherSavedNorLoaded() throws IOException {
    byte[] before = Files.readAllBytes(file);
    model.graph().getParam("conv2_W").putScalar(7, Float.NaN);
    assertThatThrownBy(() -> model.save(file))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "The model is not saved: conv2_W: 1 of 576 values are NaN, infinite or beyond 1e18, the first (at 7) NaN. Train it again with a lower learning rate");
    assertThat(file).hasBinaryContent(before);
    Path stock = folder.resolve("stock.zip");
    model.graph().save(stock.toFile());
    assertThatThrownBy(() -> TrainedModel.loadDl4j(stock, LABELS, INPUT))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            stock
                + ": conv2_W: 1 of 576 values are NaN, infinite or beyond 1e18, the first (at 7) NaN; such a model cannot predict. Train it again, with a lower learning rate if that is how it came about");
  }

  @Test
  void saysHowToConvertTheOtherKindOfNetwork() throws IOException {
    MultiLayerNetwork layers =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(new OutputLayer.Builder().nIn(4).nOut(3).build())
                .build());
    layers.init();
    Path other = folder.resolve("layers.zip");
    layers.save(other.toFile());
    assertThatThrownBy(() -> TrainedModel.loadDl4j(other, LABELS, INPUT))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            other
                + ": found a MultiLayerNetwork; expected a ComputationGraph. Load it with MultiLayerNetwork.load, and save what its toComputationGraph() returns");
  }

  static Stream<Arguments> faultyLabels() {
    return Stream.of(
        arguments("a", "labels: found \"a\" for the classes 0 and 2; give them different names"),
        arguments(" ", "labels: the name of class 2 is empty; name it"),
        arguments(
            "\ufffd\ufffdrger",
            "labels: the name of class 2, \"\ufffd\ufffdrger\", was read in an encoding that lacks its characters. Set a UTF-8 locale (LC_ALL=C.UTF-8) before Java starts"),
        arguments(
            "\udcc3rger",
            "labels: the name of class 2, \"\\udcc3rger\", was read in an encoding that lacks its characters. Set a UTF-8 locale (LC_ALL=C.UTF-8) before Java starts"));
  }

  /** With escapes, since UTF-8 has no lone surrogates. */
  private static String json(String label) {
    return label
        .chars()
        .mapToObj(unit -> String.format(Locale.ROOT, "\\u%04x", unit))
        .collect(Collectors.joining("", "\"", "\""));
  }

  @ParameterizedTest
  @MethodSource("faultyLabels")
  void labelsMustBeReadableAndDifferent(String label, String message) throws IOException {
    List<String> labels = List.of("a", "b", label);
    assertThatThrownBy(() -> new TrainedModel(model.graph(), labels, INPUT, PROVENANCE))
        .isInstanceOf(ModelException.class)
        .hasMessage(message);
    ModelEntries.of(file).replace("stagewright.json", "\"ü\"", json(label)).write(file);
    assertFault(file, message);
  }

  @Test
  void labelsMustFitTheOutput() {
    assertThatThrownBy(
            () -> new TrainedModel(TinyGraph.build(), List.of("a", "b"), INPUT, model.provenance()))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "labels: found 2 (a, b); the output \"output\" has 3 classes. Build the network with classes(2)");
  }
}

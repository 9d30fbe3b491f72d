package dev.stagewright.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.ExifOrientation;
import dev.stagewright.data.ImageInput;
import dev.stagewright.layers.Activations;
import dev.stagewright.network.DataFormat;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainedModelTest {

  private static final List<String> LABELS = List.of("a", "b & <c>", "ü");
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");
  private final TrainedModel model =
      new TrainedModel(
          TinyGraph.build(),
          LABELS,
          INPUT,
          Provenance.now(
              "some images",
              Map.of("epochs", "3"),
              Map.of("loss", "0.5"),
              Provenance.unknown("an earlier graph")));

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

  /** Replaces text in an entry of the saved file, or deletes the entry. */
  private void edit(String entry, String from, String to) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + file.toUri()), Map.of())) {
      Path path = zip.getPath(entry);
      if (to.isEmpty()) {
        Files.delete(path);
      } else {
        Files.writeString(path, Files.readString(path).replace(from, to));
      }
    }
  }

  @Test
  void loadsWhatWasSaved() {
    TrainedModel loaded = TrainedModel.load(file);
    assertThat(loaded.labels()).isEqualTo(LABELS);
    assertThat(loaded.input()).isEqualTo(INPUT);
    assertThat(loaded.provenance()).isEqualTo(model.provenance());
    assertThat(loaded.provenance().versions())
        .containsKeys("stagewright", "java", "engine")
        .containsEntry("deeplearning4j", "1.0.0-M2.1");
    assertThat(loaded.graph().params()).isEqualTo(model.graph().params());
  }

  @Test
  void remembersWhatIsDoneWithOrientations() throws IOException {
    ImageInput asStored = INPUT.withOrientation(ExifOrientation.IGNORED);
    Path other = folder.resolve("other.zip");
    new TrainedModel(model.graph(), LABELS, asStored, model.provenance()).save(other);
    assertThat(TrainedModel.load(other).input()).isEqualTo(asStored);

    edit("stagewright.json", "\"exifOrientation\": \"applied\",", " "); // as older files
    assertThat(TrainedModel.load(file).input()).isEqualTo(INPUT);
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
    assertThat(wrapped.provenance().data()).isEqualTo("unknown: " + stock);
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
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(nowhere + ": cannot be written: java.nio.file.NoSuchFileException");
  }

  @Test
  void namesWhatIsWrongWithAFile() throws IOException {
    assertFault(folder.resolve("none.zip"), "is no file; expected a model saved by Stagewright");
    Path text = Files.writeString(folder.resolve("text.zip"), "hello");
    assertFault(
        text, "found 5 bytes that are no zip archive; expected a model saved by Stagewright");
    byte[] bytes = Files.readAllBytes(file);
    Path cut = Files.write(folder.resolve("cut.zip"), Arrays.copyOf(bytes, 2000));
    assertFault(
        cut,
        "found 2000 bytes that are the start of a zip archive, cut off; copy it again; expected a model saved by Stagewright");
  }

  @Test
  void namesDamageInsideTheFile() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Path flipped = Files.write(folder.resolve("flipped.zip"), bytes);
    assertThatThrownBy(() -> TrainedModel.load(flipped))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(flipped + ": is damaged or of another kind of network: ")
        .hasMessageContaining("invalid entry CRC");

    edit("stagewright.json", "\"tf\"", "\"magic\"");
    assertFault(file, "preprocessing: found \"magic\"; expected caffe, tf, torch or none");
    edit("stagewright.json", "\"format\": 1", "\"format\": 2");
    assertFault(
        file,
        "found format 2; this version of Stagewright reads up to 1. Load it with a newer version");
    edit("stagewright.json", "{", "[");
    assertFault(
        file,
        "its stagewright.json is damaged or of another make; expected one written by Stagewright");
    edit("configuration.json", "", "");
    assertFault(
        file,
        "found a zip archive without configuration.json; expected a model saved by Stagewright");
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

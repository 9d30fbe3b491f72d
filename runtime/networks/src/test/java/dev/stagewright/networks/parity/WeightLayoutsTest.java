package dev.stagewright.networks.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.network.DataFormat;
import dev.stagewright.weights.LoadMode;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightLoader;
import dev.stagewright.weights.WeightReport;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every layout in which Keras has saved weights with names gives Keras' output. */
class WeightLayoutsTest {

  private static final Tolerance TOLERANCE = new Tolerance(1e-5, 1e-4);
  private static final ComputationGraph GRAPH = TinyEluNetwork.builder().build().build();
  private static final INDArray IMAGES = KerasNoise.images("tiny_top", 2, 224);
  private static final String NAMELESS = "tiny_top.keras2_v3.weights.h5";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tiny_top.v02.h5",
        "tiny_top.keras2.h5",
        "tiny_top.keras2_model.h5",
        "tiny_top.keras3.weights.h5",
        "tiny_top.keras3_model.h5",
        "tiny_top.keras3_model.keras"
      })
  void givesKerasOutput(String name) {
    givesKerasOutput(KerasCase.resource(name));
  }

  private static void givesKerasOutput(Path file) {
    GRAPH.params().assign(0);

    WeightLoader.load(WeightFile.read(file), GRAPH, LoadMode.STRICT);

    try (KerasCase keras = KerasCase.open("tiny_top")) {
      TOLERANCE.check("output", GRAPH.outputSingle(IMAGES), keras.array("output"));
    }
  }

  @Test
  void givesKerasOutputWithoutTheTop() {
    ComputationGraph graph =
        TinyEluNetwork.builder()
            .includeTop(false)
            .inputShape(240, 240, 3)
            .weights(KerasCase.resource("tiny_notop.v02.h5"))
            .build()
            .build();

    try (KerasCase keras = KerasCase.open("tiny_notop_none")) {
      TOLERANCE.check(
          "output",
          graph.outputSingle(KerasNoise.images("tiny_notop_none", 2, 240)),
          keras.array("output"));
    }
  }

  @Test
  void namesWhatAFileWithoutTheTopLeavesOut() {
    ComputationGraph graph =
        TinyEluNetwork.builder().dataFormat(DataFormat.CHANNELS_FIRST).build().build();
    WeightFile file = WeightFile.read(KerasCase.resource("tiny_notop.v02.h5"));

    WeightReport report = WeightLoader.load(file, graph, LoadMode.BY_NAME);

    assertThat(report.missing()).containsExactly("fc1000");
    assertThat(report.loaded()).hasSize(106);
    assertThat(report.unused()).isEmpty();
  }

  @Test
  void saysThatAFileHasNoNames() {
    Path file = KerasCase.resource(NAMELESS);

    assertThatThrownBy(() -> WeightFile.read(file))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            file
                + " does not name its layers: it calls them by class and order (batch_normalization), as older versions of Keras write .weights.h5. Save the model as model.save(\"model.keras\") or model.save(\"model.h5\"), which keep the names");
  }

  @Test
  void takesTheNamesFromTheConfigurationOfAnArchive(@TempDir Path directory) throws IOException {
    Path archive = directory.resolve("older.keras");
    Files.copy(KerasCase.resource("tiny_top.keras3_model.keras"), archive);
    try (FileSystem zip = FileSystems.newFileSystem(archive)) {
      Files.copy(
          KerasCase.resource(NAMELESS),
          zip.getPath("model.weights.h5"),
          StandardCopyOption.REPLACE_EXISTING);
    }

    givesKerasOutput(archive);
  }
}

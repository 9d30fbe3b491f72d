package dev.stagewright.networks.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.weights.LoadMode;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightLoader;
import dev.stagewright.weights.WeightReport;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One network as users' files hold it: fitted, fine-tuned, sharded, compressed, in other types. */
class KerasFilesTest {

  private static final INDArray IMAGES = KerasNoise.images("small", 2, 24);
  private static final String SHARD_1 = "sharded_00001.weights.h5";

  private final Path folder;
  private final ComputationGraph graph = SmallNetworkNetwork.builder().build().build();

  KerasFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @CsvSource({
    "k2_13_1_fitted.keras, 1e-6",
    "k2_15_0_fitted.keras, 1e-6",
    "k3_0_5_fitted.keras, 1e-6",
    "mixed_float16.keras, 1e-6",
    "latest_gzip_fletcher32.h5, 1e-6",
    "float16_big_endian.h5, 1e-3",
    "bfloat16.weights.h5, 1e-2"
  })
  void givesTheNetworksOutput(String name, double tolerance) {
    load(file(name), LoadMode.STRICT);

    assertOutput(tolerance);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k2_13_1_fine_tuned.keras",
        "k2_15_0_fine_tuned.keras",
        "k3_15_1_fine_tuned.keras",
        "k3_15_1_fine_tuned.h5"
      })
  void givesTheNetworksOutputWithTheHeadRenamed(String name) {
    WeightFile file = WeightFile.read(file(name)).renamed(Map.of("dense", "fc1000"));

    WeightLoader.load(file, graph, LoadMode.STRICT);

    assertOutput(1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sharded.weights.json", "sharded_00000.weights.h5", SHARD_1})
  void readsShardsTogether(String name) {
    shards();

    load(folder.resolve(name), LoadMode.STRICT);

    assertOutput(1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sharded_00000.weights.h5", SHARD_1, "sharded_00002.weights.h5"})
  void refusesAShardWithoutTheOthers(String name) {
    Path shard = file(name);

    assertThatThrownBy(() -> WeightFile.read(shard))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            shard
                + " is one shard of several, and the NAME.weights.json that lists them is not beside it. Put it and all shards into one folder");
  }

  @Test
  void namesAShardThatIsMissing() throws IOException {
    shards();
    Files.delete(folder.resolve(SHARD_1));
    Path map = folder.resolve("sharded.weights.json");

    assertThatThrownBy(() -> WeightFile.read(map))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            map
                + " lists the shard sharded_00001.weights.h5, which is not beside it. Put all shards into one folder");
  }

  @Test
  void convolutionsWithoutBiasesGetZeros() {
    Path file = file("no_biases.h5");

    WeightReport report = load(file, LoadMode.STRICT);

    assertThat(report.filled()).hasSize(12).contains("conv1", "res3a_branch1");
    assertThat(report.toString())
        .startsWith(
            file
                + ": 25 layers fit, 0 missing, 0 unused, 0 mismatched\n"
                + "  without a bias, beta or gamma in the file (0, 0 or 1 is used): conv1, ");
    assertThat(graph.getParam("conv1_b").amaxNumber().doubleValue()).isZero();
    INDArray withZeros = graph.outputSingle(IMAGES);
    KerasWeights.fill(graph);
    graph.paramTable().forEach(KerasFilesTest::clearConvolutionBias);
    graph.setParams(graph.params());
    assertThat(withZeros.equalsWithEps(graph.outputSingle(IMAGES), 1e-6)).isTrue();
  }

  private static void clearConvolutionBias(String key, INDArray values) {
    if (key.matches("(conv|res).*_b")) {
      values.assign(0);
    }
  }

  @Test
  void aHeadOfOtherClassesStartsAnewOnRequest() {
    Path file = file("seven_classes.h5");
    INDArray before = graph.getParam("fc1000_W").dup();

    assertThatThrownBy(() -> load(file, LoadMode.BY_NAME))
        .isInstanceOf(WeightsException.class)
        .hasMessageEndingWith(
            """
            mismatched fc1000: the file has kernel [16, 7], bias [7]; the network needs kernel [16, 5], bias [5]
            fc1000 is the network's output: build it with as many classes as the file has, or without (includeTop=false), \
            or give it a new head (LoadMode.NEW_HEAD; "stagewright train" does)\
            """);
    WeightReport report = load(file, LoadMode.NEW_HEAD);

    assertThat(report.mismatched()).extracting("layer").containsExactly("fc1000");
    assertThat(report.loaded()).hasSize(24);
    assertThat(graph.getParam("fc1000_W")).isEqualTo(before);
  }

  @Test
  void completeLoadsNameTheRenameThatIsMissing() {
    Path file = file("k3_15_1_fine_tuned.h5");

    assertThatThrownBy(() -> load(file, LoadMode.COMPLETE))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            """
            The weights were not loaded: every layer of the network needs its own; nothing was changed. %s: 24 layers fit, 1 missing, 1 unused, 0 mismatched
              missing (in the network, not in the file): fc1000
              unused (in the file, not in the network): dense
            The shapes fit under another name: load with the renames dense=fc1000 (WeightFile.renamed, --rename)\
            """
                .formatted(file));
  }

  private WeightReport load(Path file, LoadMode mode) {
    return WeightLoader.load(WeightFile.read(file), graph, mode);
  }

  private void assertOutput(double tolerance) {
    INDArray found = graph.outputSingle(IMAGES);
    KerasWeights.fill(graph);
    INDArray expected = graph.outputSingle(IMAGES);
    assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(tolerance);
  }

  private void shards() {
    for (String name :
        new String[] {
          "sharded.weights.json", "sharded_00000.weights.h5", SHARD_1, "sharded_00002.weights.h5"
        }) {
      file(name);
    }
  }

  /** A copy of a file of keras_files.py: the engine's module runs these tests from a jar. */
  private Path file(String name) {
    try (InputStream in = KerasFilesTest.class.getResourceAsStream("/keras/files/" + name)) {
      Path copy = folder.resolve(name);
      Files.copy(Objects.requireNonNull(in, name), copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

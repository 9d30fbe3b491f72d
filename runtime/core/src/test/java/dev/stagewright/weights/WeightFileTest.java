package dev.stagewright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.weights.keras.LaterRelease;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

class WeightFileTest {

  private final Path path;

  WeightFileTest(@TempDir Path directory) {
    path = directory.resolve("weights.h5");
  }

  @Test
  void describesItself() {
    SmallGraph.weights().write(path);

    assertThat(WeightFile.read(path).describe())
        .isEqualTo(
            """
            %s: Keras 1 (no version given), weights
            kernels [height, width, in, out]
            3 layers with weights, 8 arrays, 337 parameters
              conv  kernel [3, 2, 3, 4], bias [4]
              bn    gamma [4], beta [4], moving_mean [4], moving_variance [4]
              fc    kernel [48, 5], bias [5]\
            """
                .formatted(path));
  }

  @Test
  void readsNestedModelsLayerByLayer() {
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute("layer_names", new String[] {"base"});
      var base = file.putGroup("base");
      base.putAttribute("weight_names", new String[] {"one/kernel:0", "two/kernel:0"});
      base.putGroup("one").putDataset("kernel:0", new float[2][3]);
      base.putGroup("two").putDataset("kernel:0", new double[3][4]);
    }

    assertThat(WeightFile.read(path).layers())
        .extracting(layer -> layer.name() + ": " + layer.describe())
        .containsExactly("one: kernel [2, 3]", "two: kernel [3, 4]");
  }

  @Test
  void joinsListsThatKerasCutIntoParts() {
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute("layer_names0", new String[] {"b"});
      file.putAttribute("layer_names1", new String[] {"a"});
      for (String name : new String[] {"a", "b"}) {
        var group = file.putGroup(name);
        group.putAttribute("weight_names", new String[] {name + "_b:0"});
        group.putDataset(name + "_b:0", new float[1]);
      }
    }

    assertThat(WeightFile.read(path).layers())
        .extracting(LayerWeights::name)
        .containsExactly("b", "a");
  }

  @Test
  void refusesWhatIsNoFile() {
    refused(" does not exist; expected a safetensors, HDF5 or .keras file");
  }

  @Test
  void refusesOtherKindsOfFiles() throws IOException {
    Files.writeString(path, "<html>Not found</html>");

    refused(
        " is not a safetensors, HDF5 or .keras file: it starts with the bytes 3c 68 74 6d 6c 3e 4e 6f. Expected weights or a saved model");
  }

  @Test
  void refusesTruncatedFiles() throws IOException {
    byte[] whole = Files.readAllBytes(SmallGraph.weights().write(path));
    Files.write(path, Arrays.copyOf(whole, 1000));

    refused(
        String.format(
            Locale.ROOT,
            ": it is truncated: it has 1000 bytes, its header says at least %d. Copy or download it again",
            whole.length));
  }

  @Test
  void refusesDamagedArchives() throws IOException {
    Files.write(path, new byte[] {'P', 'K', 3, 4, 0, 0});

    assertThatThrownBy(() -> WeightFile.read(path))
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith(path + " is a damaged .keras archive (")
        .hasMessageEndingWith("). Copy or download it again");
  }

  @Test
  void refusesFilesOfTheOptimizerOnly() {
    write(file -> file.putGroup("optimizer_weights").putDataset("iteration", new float[1]));

    refused(
        " holds the state of an optimizer only, no layer's weights. Save the model again with model.save or model.save_weights");
  }

  @Test
  void refusesHdf5FilesThatAreNotOfKeras() {
    write(file -> file.putGroup("measurements").putAttribute("unit", "m"));

    refused(
        " is an HDF5 file, but was not written by Keras: expected an attribute layer_names (Keras 1 and 2), a group model_weights (whole models) or groups with vars (Keras 3); found the groups [measurements] and the attributes [_jHDF]");
  }

  @Test
  void refusesLayersWithoutTheirLists() {
    write(
        file -> {
          file.putAttribute("layer_names", new String[] {"conv"});
          file.putGroup("conv").putDataset("conv_W:0", new float[1][1]);
        });

    refused(
        ": the layer conv has arrays but no attribute weight_names that lists them. The file is damaged; save it again");
  }

  @Test
  void refusesArraysThatAreListedAndAbsent() {
    write(
        file -> {
          file.putAttribute("layer_names", new String[] {"conv"});
          file.putGroup("conv").putAttribute("weight_names", new String[] {"conv_W:0"});
        });

    refused(
        ": weight_names of conv lists conv_W:0, but there is no such array. The file is damaged; save it again");
  }

  @Test
  void refusesVariablesWithoutNames() {
    write(
        file ->
            file.putGroup("layers")
                .putGroup("conv2d")
                .putGroup("vars")
                .putDataset("0", new float[1]));

    refused(
        " does not name its layers: it calls them by class and order (conv2d), as older versions of Keras write .weights.h5. Save the model as model.save(\"model.keras\") or model.save(\"model.h5\"), which keep the names");
  }

  @Test
  void recognizesTheLaterReleaseAndMapsItsNames() {
    SmallFile later = new SmallFile();
    for (String name :
        new String[] {
          "conv1_conv", "conv1_bn", "conv2_block1_0_conv", "conv4_block6_3_bn", "probs", "mine"
        }) {
      later.array(name, name + "_b:0", Nd4j.ones(1));
    }
    WeightFile file = WeightFile.read(later.write(path));
    LaterRelease release = LaterRelease.of(file.layers()).orElseThrow();

    assertThat(file.renamed(release::v02Name).layers())
        .extracting(LayerWeights::name)
        .containsExactly("conv1", "bn_conv1", "res2a_branch1", "bn4f_branch2c", "fc1000", "mine");
    assertThat(file.describe()).contains(release.advice());
  }

  /** Keras loads its files of 2019 in the order of the layers and did not mind the name. */
  @Test
  void theClassifierOf2019GoesByTodaysNameToo() {
    WeightFile file =
        WeightFile.read(
            new SmallFile()
                .array("conv2_block1_1_conv", "conv2_block1_1_conv_b:0", Nd4j.ones(1))
                .array("probs", "probs_b:0", Nd4j.ones(1))
                .write(path));

    assertThat(file.layer("predictions")).isEqualTo(file.layer("probs")).isPresent();
    assertThat(file.renamed(Map.of("probs", "fc1000")).layer("predictions")).isEmpty();
  }

  @Test
  void countsBlocksOfLongNetworksAsCaffeDid() {
    SmallFile later = new SmallFile();
    for (String name :
        new String[] {"conv2_block3_1_bn", "conv3_block4_1_conv", "conv4_block23_2_conv"}) {
      later.array(name, name + "_b:0", Nd4j.ones(1));
    }
    WeightFile file = WeightFile.read(later.write(path));
    LaterRelease release = LaterRelease.of(file.layers()).orElseThrow();

    assertThat(file.renamed(release::v02Name).layers())
        .extracting(LayerWeights::name)
        .containsExactly("bn2c_branch2a", "res3b3_branch2a", "res4b22_branch2b");
  }

  @Test
  void valuesAreReadWhenTheyAreAskedFor() throws IOException {
    LayerWeights conv = WeightFile.read(SmallGraph.weights().write(path)).layers().get(0);
    assertThat(conv.array(ArrayRole.BIAS).orElseThrow().values().shape()).containsExactly(4);

    Files.write(path, new byte[100]);

    WeightArray kernel = conv.array(ArrayRole.KERNEL).orElseThrow();
    assertThat(kernel).hasToString("kernel [3, 2, 3, 4]");
    assertThatThrownBy(kernel::values)
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContaining("the file got shorter while it was read");
  }

  @Test
  void refusesTwoArraysOfOneRole() {
    WeightArray gamma =
        new WeightArray("scale", ArrayRole.GAMMA, new long[] {2}, () -> Nd4j.ones(2));

    assertThatThrownBy(() -> new LayerWeights("bn1", List.of(gamma, gamma)))
        .isInstanceOf(WeightsException.class)
        .hasMessage("The layer bn1 has two arrays that mean gamma; expected one");
  }

  @Test
  void refusesTwoLayersOfOneName() {
    WeightFile file = WeightFile.read(SmallGraph.weights().write(path));

    assertThatThrownBy(() -> file.renamed(name -> "same"))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            path
                + ": two layers are named same, and loading goes by name. Save the model with different names");
  }

  private void write(Consumer<WritableHdfFile> content) {
    try (WritableHdfFile file = HdfFile.write(path)) {
      content.accept(file);
    }
  }

  private void refused(String message) {
    assertThatThrownBy(() -> WeightFile.read(path))
        .isInstanceOf(WeightsException.class)
        .hasMessage(path + message);
  }
}

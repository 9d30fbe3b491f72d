package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What becomes of layers that a file lacks, calls otherwise or has in other sizes. */
class WeightOptionsTest {

  private static final Path KERAS =
      Path.of("../networks/src/test/resources/keras/tiny_top.keras2.h5");

  @TempDir private static Path shared = Path.of("");

  /** SmallElu, trained on two classes. */
  private static Path model = Path.of("");

  private final Path output;

  WeightOptionsTest(@TempDir Path folder) {
    output = folder.resolve("output");
  }

  @BeforeAll
  static void train() throws IOException {
    Material.in(shared);
    model = shared.resolve("model.zip");
  }

  @Test
  void predictComputesWithAModelsParameters() throws IOException {
    INDArray images = Nd4j.rand(DataType.FLOAT, 3, 16, 16, 3);

    Run run = predict("SmallElu", model, images, "--option", "classes=2");

    assertThat(run.exitCode()).as(run.err()).isZero();
    INDArray expected = TrainedModel.load(model).graph().outputSingle(images);
    INDArray found = Nd4j.createFromNpyFile(output.toFile());
    assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-6);
  }

  @Test
  void predictFailsWhereALayerWouldStayRandom() throws IOException {
    Run run = predict("TinyElu", KERAS, images(), "--rename", "fc1000=head");

    assertThat(run)
        .isEqualTo(
            new Run(
                1,
                "",
                """
                stagewright: The weights were not loaded: every layer of the network needs its own; nothing was changed. \
                %s: 106 layers fit, 1 missing, 1 unused, 0 mismatched
                  missing (in the network, not in the file): fc1000
                  unused (in the file, not in the network): head
                The shapes fit under another name: load with the renames head=fc1000 (WeightFile.renamed, --rename)
                """
                    .formatted(KERAS)));
    assertThat(output).doesNotExist();
  }

  @Test
  void predictFailsOnMissingLayersAlsoIfMismatchesAreSkipped() throws IOException {
    Run run = predict("TinyElu", KERAS, images(), "--rename", "fc1000=head", "--skip-mismatch");

    assertThat(run.err())
        .isEqualTo(
            "stagewright: --weights: %s does not have the layers fc1000, which would stay random; if they have other names there, use --rename%n",
            KERAS);
    assertThat(output).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fc10000=fc1000 | has no layer fc10000 to rename. Did you mean fc1000? \"stagewright weights inspect\" lists its layers",
        "head=fc1000 | has no layer head to rename. \"stagewright weights inspect\" lists its layers",
        "conv1=fc1000 | has a layer fc1000 already, so conv1 cannot be renamed to it; rename that one, too"
      })
  void aRenameThatCannotBeIsNamed(String rename, String message) {
    Run run = Run.of("weights", "check", KERAS, "TinyElu", "--rename", rename);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).startsWith("stagewright: " + KERAS).contains(message);
  }

  @Test
  void trainStartsTheHeadAnewForOtherClasses() throws IOException {
    Material.paint(shared.resolve("images/white"), 0xd0d0d0);

    Run run =
        Run.of(
            "train",
            "SmallElu",
            "--images",
            shared.resolve("images"),
            "--output",
            output,
            "--option",
            "weights=" + model);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "%s: 12 images of 3 classes%nWeights: 14 layers from %s%nNew: fc1000, which has 2 classes in the file%nSaved %s%n",
            shared.resolve("images"), model, output);
    assertThat(TrainedModel.load(output).labels()).containsExactly("blue", "red", "white");
    Files.delete(shared.resolve("images/white/0.png"));
  }

  @Test
  void checkComparesAModelWithANetwork() {
    Run run = Run.of("weights", "check", model, "SmallElu", "--option", "classes=2");

    assertThat(run)
        .isEqualTo(new Run(0, model + ": 15 layers fit, 0 missing, 0 unused, 0 mismatched\n", ""));
  }

  @ParameterizedTest
  @CsvSource({"--rename,a=b", "--skip-mismatch,"})
  void optionsWithoutWeightsAreRefused(String option, String value) {
    Object[] line = {
      "train", "SmallElu", "--images", shared.resolve("images"), "--output", output, option, value
    };

    Run run = Run.of(value == null ? Arrays.copyOf(line, line.length - 1) : line);

    assertThat(run)
        .isEqualTo(
            new Run(
                2,
                "",
                "stagewright: %s: has no effect: no weights are loaded; add --from FILE%n"
                    .formatted(option)));
  }

  private static INDArray images() {
    return Nd4j.zeros(DataType.FLOAT, 1, 197, 197, 3);
  }

  private Run predict(String network, Path weights, INDArray images, String... more)
      throws IOException {
    Path input = shared.resolve("input.npy");
    Files.write(input, Nd4j.toNpyByteArray(images));
    Object[] fixed = {
      "predict", "--network", network, "--weights", weights, "--input", input, "--output", output
    };
    Object[] line = Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, line, fixed.length, more.length);
    return Run.of(line);
  }
}

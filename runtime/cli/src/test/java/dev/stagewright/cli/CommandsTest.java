package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

  private static final Path KERAS = Path.of("../networks/src/test/resources/keras");

  @Test
  void networksListsWhatIsOnTheClassPath() {
    Run run = Run.of("networks");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("network +input +classes +parameters +GFLOPs +declared in"))
        .anyMatch(
            line ->
                line.matches(
                    "ResNet50Elu +224 x 224 x 3 +1000 +25,636,712 +7.66 +dev.stagewright.networks.ResNet50Elu"));
  }

  @Test
  void summaryEndsInTheTotals() {
    Run run = Run.of("summary", "ResNet50Elu");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("res2a_branch1 +convolution +55 x 55 x 256 +16,640 .*"))
        .endsWith(
            "Parameters: 25,636,712 (25,583,592 trained). One image: 7.66 GFLOPs, two for a multiply-add.");
  }

  @Test
  void sourcePrintsTheGeneratedClass() throws IOException {
    Run run = Run.of("source", "SmallElu");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .isEqualTo(
            Files.readString(
                Path.of(
                    "target/generated-test-sources/test-annotations/dev/stagewright/cli/SmallEluNetwork.java")));
  }

  @Test
  void weightsCheckSucceedsOnlyIfAllFits() {
    Path file = KERAS.resolve("tiny_top.v02.h5");

    Run run = Run.of("weights", "check", file, "ResNet50Elu");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .startsWith(file + ": 0 layers fit, 0 missing, 0 unused, 107 mismatched");
  }

  @Test
  void weightsInspectListsLayers() {
    Run run = Run.of("weights", "inspect", KERAS.resolve("tiny_top.v02.h5"));

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("107 layers with weights, 320 arrays, 101762 parameters");
  }

  @Test
  void trainedOnAFolderTheModelTellsTheClassesApart(@TempDir Path folder) throws IOException {
    Material.paint(folder.resolve("images/blue"), 0x2040e0);
    Material.paint(folder.resolve("images/red"), 0xe03020);
    Path model = folder.resolve("model.zip");

    Run train =
        Run.of(
            "train",
            "SmallElu",
            "--images",
            folder.resolve("images"),
            "--output",
            model,
            "--epochs",
            12,
            "--batch-size",
            4,
            "--learning-rate",
            0.01,
            "--option",
            "seed=3");
    Path image = folder.resolve("images/red/1.png");
    Run predict = Run.of("predict", "--model", model, "--top", 1, image);

    String images = folder.resolve("images") + ": 8 images of 2 classes";
    assertThat(train).isEqualTo(new Run(0, lines(images, "Saved " + model), ""));
    assertThat(predict.exitCode()).isZero();
    assertThat(predict.out()).startsWith(image + "  red ");
  }

  @Test
  void aWrongCommandLineEndsIn2AndOneHint() {
    assertThat(Run.of("summary"))
        .isEqualTo(
            new Run(
                2,
                "",
                lines(
                    "stagewright: Missing required parameter: 'NETWORK'",
                    "See stagewright summary --help")));
    assertThat(Run.of("networks", "--color").exitCode()).isEqualTo(2);
    assertThat(Run.of().exitCode()).isEqualTo(2);
  }

  @Test
  void aWrongOptionOfTheNetworkEndsIn2() {
    assertThat(
            Run.of(
                "weights",
                "check",
                KERAS.resolve("tiny_top.v02.h5"),
                "SmallElu",
                "--option",
                "classes=many"))
        .isEqualTo(
            new Run(
                2,
                "",
                lines(
                    "stagewright: classes: found \"many\"; expected a whole number of at least 2")));
  }

  @Test
  void aFailureEndsIn1AndOneLineUnlessDebugged() {
    Run run = Run.of("weights", "inspect", "missing.h5");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).singleElement().asString().contains("missing.h5");

    Run debugged = Run.of("weights", "inspect", "missing.h5", "--debug");
    assertThat(debugged.exitCode()).isEqualTo(1);
    assertThat(debugged.err()).contains("\tat dev.stagewright.weights.WeightFile");
  }

  private static String lines(String... lines) {
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }
}

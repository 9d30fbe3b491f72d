package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {

  private static final Path KERAS = Path.of("../networks/src/test/resources/keras");

  @Test
  void networksListsWhatIsOnTheClassPath() {
    Run run = Run.of("networks");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .anyMatch(
            line ->
                line.matches(
                    "network +family +input +smallest +classes +parameters +GFLOPs +declared in"))
        .anyMatch(
            line ->
                line.matches(
                    "ResNet50Elu +ResNet +224 x 224 x 3 +197 x 197 +1000 +25,636,712 +7.66 +dev.stagewright.networks.ResNet50Elu"));
  }

  /** What the literature calls the ready-made networks. */
  @ParameterizedTest
  @CsvSource({
    "ResNet18Elu, ResNet",
    "KerasResNet50V2, ResNetV2",
    "TorchResNeXt50, ResNeXt",
    "TorchWideResNet101, Wide ResNet",
    "ResNet50D, ResNet-D",
    "SeResNet50, SE-ResNet",
    "EcaResNet50D, ECA-ResNet-D",
    "WideResNet28x10Elu, Wide ResNetV2",
    "SmallOwn, ResNet + own blocks"
  })
  void everyNetworkHasItsFamily(String name, String family) {
    assertThat(Run.of("networks", "--where", "name=" + name, "--where", "family=" + family).out())
        .contains(name);
  }

  @Test
  void networksAreChosenAndSortedByTheirProperties() {
    Run run =
        Run.of(
            "networks", "--where", "parameters<1e6", "--where", "classes=10", "--sort", "gflops");

    assertThat(run.out().lines().skip(1).map(line -> line.replaceFirst(" .*", "")))
        .containsSubsequence("ResNet20Elu", "ResNet56Elu")
        .doesNotContain("WideResNet28x10Elu", "SmallElu");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size>3 | expected PROPERTY=VALUE, or < or > and a number, with one of name, family,"
            + " convention, nonlinearity, classes, parameters, gflops, smallest",
        "parameters | expected PROPERTY=VALUE, or < or > and a number, with one of name, family,"
            + " convention, nonlinearity, classes, parameters, gflops, smallest",
        "parameters<many | \"many\" is not a number",
        "family<ResNet | family is a text, which only = compares"
      })
  void aWrongConditionIsNamed(String condition, String why) {
    assertThat(Run.of("networks", "--where", condition))
        .isEqualTo(
            new Run(2, "", lines("stagewright: --where: found \"" + condition + "\"; " + why)));
  }

  @Test
  void networksAsJsonHaveNoLayers() {
    var networks =
        JsonParser.parseString(Run.of("networks", "--json", "--where", "family=SE-ResNet").out())
            .getAsJsonArray();

    assertThat(networks).hasSize(1);
    var network = networks.get(0).getAsJsonObject();
    assertThat(network.get("name").getAsString()).isEqualTo("SeResNet50");
    assertThat(network.get("opensInDeeplearning4j").getAsBoolean()).isFalse();
    assertThat(network.keySet()).contains("parameters", "flops", "stages").doesNotContain("layers");
  }

  @Test
  void summaryEndsInTheTotals() {
    Run run = Run.of("summary", "ResNet50Elu");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("res2a_branch1 +convolution +55 x 55 x 256 +16,640 .*"))
        .endsWith(
            "Parameters: 25,636,712 (25,583,592 trained). One image: 7.66 GFLOPs, two for a multiply-add.",
            "A saved model opens in Deeplearning4j without Stagewright.");
  }

  @Test
  void summaryNamesWhatASavedModelNeeds() {
    assertThat(Run.of("summary", "SeResNet50").out().lines())
        .endsWith(
            "A saved model does not open in Deeplearning4j alone: it needs"
                + " dev.stagewright.layers.ChannelGate.");
  }

  /** Which the processor does not know: 4 * 8 * 9 + 8, and four times 8. */
  @Test
  void summaryShowsTheParametersOfBlocksOfTheUsersOwn() {
    Run run = Run.of("summary", "SmallOwn");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("layer2.0.conv +ConvolutionLayer +8 x 8 x 8 +296 .*"))
        .anyMatch(line -> line.matches("layer2.0.out +BatchNormalization +8 x 8 x 8 +32 .*"))
        .anyMatch(line -> line.startsWith("Parameters: 1,406 (1,350 trained)."))
        .endsWith("A saved model opens in Deeplearning4j without Stagewright.");
  }

  @Test
  void summaryAsJsonHasEveryLayer() {
    var json =
        JsonParser.parseString(Run.of("summary", "SeResNet50", "--json").out()).getAsJsonObject();

    assertThat(json.get("parameters").getAsLong()).isEqualTo(28_141_144);
    assertThat(json.getAsJsonArray("needed").get(0).getAsString())
        .isEqualTo("dev.stagewright.layers.ChannelGate");
    var first = json.getAsJsonArray("layers").get(0).getAsJsonObject();
    assertThat(first.get("name").getAsString()).isEqualTo("conv1");
    assertThat(first.get("detail").getAsString()).isEqualTo("7 x 7, stride 2, padding 3, no bias");
    assertThat(json.keySet()).doesNotContain("source");
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

package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.model.TrainedModel;
import dev.stagewright.recipes.Recipe;
import dev.stagewright.runs.RunPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every recipe trains, and what a recipe said holds when a run goes on or is made again. */
class RecipesTest {

  private Path folder = Path.of("");

  @BeforeEach
  void paint(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Material.paint(folder.resolve("images/blue"), 0x2040e0);
    Material.paint(folder.resolve("images/red"), 0xe03020);
  }

  private Run train(String words) {
    return stagewright("train " + words + " --images " + folder.resolve("images"));
  }

  private static Run stagewright(String line) {
    return Run.of((Object[]) line.split(" "));
  }

  private TrainedModel model(String name) {
    return TrainedModel.load(folder.resolve(name));
  }

  @ParameterizedTest
  @CsvSource({
    "fashion, FashionQuick, '', 2",
    "fashion, FashionFine, '', 18",
    "small-color, ResNet20Elu, '', 2",
    "photos, TorchResNet18, '--option inputShape=64,64,3', 1",
    "photos-growing, TorchResNet18, '--option inputShape=64,64,3', 4"
  })
  void aRecipeThatComesAlongTrains(String name, String network, String more, int epochs) {
    Path file = folder.resolve("model.zip");
    boolean names = Recipe.named(name).over(epochs).network() != null;

    Run run =
        train(
            "%s--recipe %s --epochs %s %s--output %s"
                .formatted(
                    names ? "" : network + " ",
                    name,
                    epochs,
                    more.isEmpty() ? "" : more + " ",
                    file));

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(model("model.zip").provenance().latest().settings())
        .containsEntry("network", network)
        .containsEntry("epochs", String.valueOf(epochs))
        .containsEntry(
            "batchSize", String.valueOf(Recipe.named(name).over(epochs).plan().batchSize()));
  }

  @Test
  void aModelIsMadeAgainWithoutTheFileOfItsRecipe() throws IOException {
    Path recipe =
        Files.writeString(
            folder.resolve("own.yaml"),
            """
            description: for a test
            network: SmallElu
            preprocessing: caffe
            resize: {fit: pad}
            plan:
              epochs: 2
              batchSize: 3
              validationShare: 0.25
              augmentation: {transforms: [{kind: horizontalflip, probability: 0.5}]}
            """);
    Path file = folder.resolve("model.zip");
    train("--recipe %s --seed 3 --output %s".formatted(recipe, file));
    Files.delete(recipe);

    Run replay = stagewright("replay " + file);

    assertThat(replay.out()).contains("Equal, bit by bit");
    assertThat(model("model.zip").input().toString()).contains("preprocessing=caffe", "fit=PAD");
  }

  @Test
  void aTimedModelIsMadeAgainByItsSteps() {
    Path file = folder.resolve("model.zip");
    Run run = train("SmallElu --time 2s --output " + file);
    String settings = model("model.zip").provenance().latest().settings().get("length");

    assertThat(run.exitCode()).isZero();
    assertThat(settings).matches("\\{\"time\":2\\.0,\"steps\":[1-9]\\d*,\"shortenings\":\\[.*]}");
    assertThat(stagewright("replay " + file).out()).contains("Equal, bit by bit");
  }

  @Test
  void aRunGoesOnWithoutTheFileOfItsRecipe() throws IOException {
    Path recipe =
        Files.writeString(
            folder.resolve("own.yaml"),
            "description: for a test\nnetwork: SmallElu\npreprocessing: caffe\nplan: {epochs: 2}\n");
    Path run = folder.resolve("run");
    train("--recipe %s --run %s".formatted(recipe, run));
    Files.delete(recipe);
    String before = model("run/model.zip").parametersSha256();
    Files.delete(run.resolve("model.zip"));

    Run resumed = stagewright("train --resume " + run);

    assertThat(resumed.err()).isEmpty();
    assertThat(model("run/model.zip").parametersSha256()).isEqualTo(before);
    assertThat(model("run/model.zip").input().toString()).contains("preprocessing=caffe");
    assertThat(RunPlan.read(run).setup()).isNotNull();
  }

  @Test
  void theFileInTheDocumentationIsARecipe() throws IOException {
    Matcher yaml =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("../../docs/recipes.md")));
    assertThat(yaml.find()).isTrue();
    Path file = Files.writeString(folder.resolve("own.yaml"), yaml.group(1));

    Run run = stagewright("recipes " + file);

    assertThat(run.exitCode()).isZero();
    assertThat(Recipe.read(Files.writeString(folder.resolve("whole.yaml"), run.out())))
        .isEqualTo(Recipe.read(file));
  }

  @Test
  void theDocumentationNamesEveryRecipe() throws IOException {
    String documentation = Files.readString(Path.of("../../docs/recipes.md"));

    assertThat(Recipe.names().stream().map("| `%s` |"::formatted))
        .allMatch(documentation::contains);
    assertThat(Stream.of(stagewright("recipes").out().split("\\R")))
        .hasSize(1 + Recipe.names().size());
  }
}

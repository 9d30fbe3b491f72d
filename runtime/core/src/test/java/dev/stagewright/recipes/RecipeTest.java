package dev.stagewright.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.augmentation.HorizontalFlip;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Precision;
import dev.stagewright.pictures.Fit;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.LossOptions;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.RunLength;
import dev.stagewright.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Recipes are data: what they say comes out, what they do not say stays, what is wrong is told. */
class RecipeTest {

  private static final String OWN =
      """
      description: mine
      network: FashionQuick
      resize: {fit: crop, cropShare: 0.5}
      plan:
        batchSize: 64
        loss: {labelSmoothing: 0.25}
      variants:
        - time: 60
          plan: {batchSize: 128}
        - time: 600
          epochs: 10
          network: FashionFine
          precision: bf16
          plan:
            augmentation:
              transforms: [{kind: horizontalflip, probability: 1}]
      """;

  private static Recipe read(Path folder, String yaml) throws IOException {
    return Recipe.read(Files.writeString(folder.resolve("own.yaml"), yaml));
  }

  static List<String> names() {
    return Recipe.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatComesAlongIsTheSameBehindYaml(String name, @TempDir Path folder) throws IOException {
    Recipe recipe = Recipe.named(name);

    assertThat(read(folder, recipe.toYaml())).isEqualTo(recipe);
    assertThat(recipe.description()).isNotBlank();
    assertThat(recipe.source()).isNotBlank();
  }

  @Test
  void saysOnlyWhatDiffers(@TempDir Path folder) throws IOException {
    Recipe recipe = read(folder, OWN);

    assertThat(recipe.description()).isEqualTo("mine");
    assertThat(recipe.source()).isEmpty();
    Setup setup = recipe.setup();
    assertThat(setup.network()).isEqualTo("FashionQuick");
    assertThat(setup.precision()).isNull();
    assertThat(setup.resize().fit()).isEqualTo(Fit.CROP);
    assertThat(setup.resize().cropShare()).isEqualTo(0.5);
    assertThat(setup.plan())
        .isEqualTo(
            TrainingPlan.builder()
                .batchSize(64)
                .loss(new LossOptions(0.25, new ClassWeights.None(), 0))
                .build());
  }

  @ParameterizedTest
  @CsvSource({
    "59, FashionQuick, 64",
    "60, FashionQuick, 128",
    "599, FashionQuick, 128",
    "600, FashionFine, 64"
  })
  void theTimeDecides(int seconds, String network, int batch, @TempDir Path folder)
      throws IOException {
    Duration time = Duration.ofSeconds(seconds);

    Setup setup = read(folder, OWN).within(time);

    assertThat(setup.network()).isEqualTo(network);
    assertThat(setup.plan().batchSize()).isEqualTo(batch);
    assertThat(setup.plan().length()).isEqualTo(RunLength.of(time));
    assertThat(setup.plan().loss().labelSmoothing()).isEqualTo(0.25);
  }

  @Test
  void theEpochsDecide(@TempDir Path folder) throws IOException {
    Recipe recipe = read(folder, OWN);

    assertThat(recipe.over(9).network()).isEqualTo("FashionQuick");
    Setup longer = recipe.over(10);
    assertThat(longer.network()).isEqualTo("FashionFine");
    assertThat(longer.plan().epochs()).isEqualTo(10);
    assertThat(longer.plan().augmentation().transforms()).containsExactly(new HorizontalFlip(1));
    assertThat(longer.engine(EngineSettings.DEFAULT).precision()).isEqualTo(Precision.BF16);
  }

  @Test
  void fashionIsWhatWasMeasured() {
    Setup setup = Recipe.named("fashion").within(Duration.ofMinutes(3));

    assertThat(setup.network()).isEqualTo("FashionQuick");
    assertThat(setup.preprocessing()).isEqualTo(Preprocessing.TF);
    assertThat(setup.plan().batchSize()).isEqualTo(128);
    assertThat(setup.plan().optimizer()).isInstanceOf(Optimizer.Nesterov.class);
    assertThat(setup.plan().optimizer().learningRate()).isEqualTo(0.1);
    assertThat(setup.plan().schedule().factor(0, 100, List.of())).isEqualTo(0.1);
    assertThat(setup.plan().schedule().factor(20, 100, List.of())).isEqualTo(1);
    assertThat(setup.plan().schedule().factor(99, 100, List.of())).isLessThan(0.001);
    assertThat(Recipe.named("fashion").within(Duration.ofMinutes(10)).network())
        .isEqualTo("FashionFine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "descripton: x | descripton: unknown; expected description, source, variants, network, precision, preprocessing, resize, plan. Did you mean description?",
        "network: X | the member \"description\" is missing",
        "description: 3 | description: expected text, found a number",
        "description: x;plan: {batchsize: 3} | plan.batchsize: unknown; expected epochs, batchSize, optimizer, seed, shuffle, validationShare, kerasRunningVariance, reestimateStatistics, loss, thresholdBeta, standardizeTargets, schedule, gradients, averaging, selection, augmentation, length, sampling, resizing, fineTuning. Did you mean batchSize?",
        "description: x;plan: {batchSize: 0} | plan: batchSize: found 0; expected at least 1",
        "description: x;plan: {batchSize: many} | plan.batchSize: expected a number, found text",
        "description: x;plan: {schedule: {kind: cosin}} | plan.schedule.kind: found \"cosin\"; expected one of constant, step, polynomial, exponential, cosine, onecycle, plateau. Did you mean cosine?",
        "description: x;precision: f16 | precision: found \"f16\"; expected one of f32, bf16. Did you mean bf16?",
        "description: x;variants: [{epochs: 3, plan: {epochs: 0}}] | variants[0].plan: epochs: found 0; expected at least 1",
        "description: x;variants: [{epochs: 3, pln: {}}] | variants[0].pln: unknown; expected time, epochs, network, precision, preprocessing, resize, plan. Did you mean plan?",
        "description: x;variants: [{plan: {}}] | variants[0]: time, epochs: found neither; expected the length from which on the variant counts, time in seconds or epochs or both",
        "description: x;variants: 3 | variants: expected a list, found a number",
        "[] | found no names with values; expected lines such as name: value",
      })
  void whatIsWrongIsToldWithFileAndKey(String yaml, String message, @TempDir Path folder) {
    assertThatThrownBy(() -> read(folder, yaml.replace(';', '\n')))
        .isInstanceOf(RecipeException.class)
        .hasMessage(folder.resolve("own.yaml") + ": " + message);
  }

  @Test
  void anUnknownNameIsTold() {
    assertThatThrownBy(() -> Recipe.of("fashon"))
        .isInstanceOf(RecipeException.class)
        .hasMessage(
            "recipe: found \"fashon\"; expected one of fashion, small-color, photos, photos-growing, or a file. Did you mean fashion?");
    assertThatThrownBy(() -> Recipe.of("nowhere/own.yaml"))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith("nowhere/own.yaml: cannot be read: ");
  }
}

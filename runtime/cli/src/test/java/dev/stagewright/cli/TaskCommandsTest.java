package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Declared networks of every task but the default's, from NumPy's targets to predictions. */
class TaskCommandsTest {

  private static final Path TARGETS = Path.of("src/test/resources/dev/stagewright/cli/targets");

  private final Path folder;
  private final Path images;
  private final Path model;

  TaskCommandsTest(@TempDir Path folder) {
    this.folder = folder;
    this.images = folder.resolve("images");
    this.model = folder.resolve("model.zip");
  }

  @BeforeEach
  void paint() throws IOException {
    Material.paint(images.resolve("blue"), 0x2040e0);
    Material.paint(images.resolve("red"), 0xe03020);
  }

  private Run train(String network, Object... more) {
    Object[] fixed = {
      "train",
      network,
      "--images",
      images,
      "--output",
      model,
      "--epochs",
      30,
      "--batch-size",
      4,
      "--learning-rate",
      0.02,
      "--option",
      "seed=3"
    };
    return Run.of(Stream.of(fixed, more).flatMap(Stream::of).toArray());
  }

  private JsonObject evaluate(Object... more) throws IOException {
    Path json = folder.resolve("figures.json");
    Object[] fixed = {"evaluate", "--model", model, "--images", images, "--json", json};
    Run run = Run.of(Stream.of(fixed, more).flatMap(Stream::of).toArray());
    assertThat(run.err()).isEmpty();
    return JsonParser.parseString(Files.readString(json)).getAsJsonObject();
  }

  /** What is said of a blue and a red picture. */
  private String predict(Object... more) {
    Object[] fixed = {"predict", "--model", model};
    Object[] pictures = {images.resolve("blue/2.png"), images.resolve("red/1.png")};
    Run run = Run.of(Stream.of(fixed, more, pictures).flatMap(Stream::of).toArray());
    assertThat(run.err()).isEmpty();
    return run.out().replace(images.toString(), "");
  }

  private Path names(String... names) throws IOException {
    return Files.write(folder.resolve("names.txt"), List.of(names));
  }

  /** Pictures of folders inside are those of the folder that was given. */
  private Run saved(String images) {
    return new Run(0, "%s: %s%nSaved %s%n".formatted(this.images, images, model), "");
  }

  @Test
  void yesOrNoByTargets() throws IOException {
    Path targets = TARGETS.resolve("binary.npy");

    Run train = train("SmallYes", "--targets", targets, "--class-names", names("cold", "warm"));

    assertThat(train).isEqualTo(saved("8 images with targets (cold, warm)"));
    JsonObject figures = evaluate("--targets", targets, "--beta", 2);
    assertThat(figures.get("task").getAsString()).isEqualTo("binary");
    assertThat(figures.get("auc").getAsDouble()).isEqualTo(1);
    assertThat(predict())
        .matches("/blue/2.png  warm [0-9.]{3} %\\R/red/1.png  warm 9[0-9.]{3} %\\R");
  }

  /** Numbers 0 and 1 without names are no and yes, not one label that may apply. */
  @Test
  void yesOrNoWithoutNames() throws IOException {
    Path targets = TARGETS.resolve("binary.npy");

    assertThat(train("SmallYes", "--targets", targets))
        .isEqualTo(saved("8 images with targets (0, 1)"));
    assertThat(TrainedModel.load(model).coding().task()).isEqualTo(Task.BINARY);
    assertThat(evaluate("--targets", targets).get("accuracy").getAsDouble()).isEqualTo(1);
    assertThat(predict()).matches("/blue/2.png  1 [0-9.]{3} %\\R/red/1.png  1 9[0-9.]{3} %\\R");
  }

  @Test
  void yesOrNoByFolders() throws IOException {
    assertThat(train("SmallYes", "--positive", "blue")).isEqualTo(saved("8 images of 2 classes"));
    assertThat(evaluate().get("f1").getAsDouble()).isEqualTo(1);
    assertThat(predict())
        .matches("/blue/2.png  blue 9[0-9.]{3} %\\R/red/1.png  blue [0-9.]{3} %\\R");
  }

  @Test
  void severalLabels() throws IOException {
    Path targets = TARGETS.resolve("labels.npy");
    Path names = names("cold", "warm", "colored");

    Run train = train("SmallLabels", "--targets", targets, "--class-names", names);

    assertThat(train).isEqualTo(saved("8 images with targets (cold, warm, colored)"));
    JsonObject figures = evaluate("--targets", targets, "--top", 2);
    assertThat(figures.get("task").getAsString()).isEqualTo("multi_label");
    assertThat(figures.get("map_at_2").getAsDouble()).isEqualTo(1);
    assertThat(figures.get("auc").isJsonNull()).as("a label that always applies").isTrue();
    assertThat(predict().lines().map(TaskCommandsTest::applying))
        .containsExactly(Set.of("colored", "cold"), Set.of("colored", "warm"));
    assertThat(predict("--top", 1).lines()).noneMatch(line -> line.contains(","));
  }

  /** The labels that have a star. */
  private static Set<String> applying(String line) {
    return Pattern.compile("(\\w+) [0-9.]+ % \\*")
        .matcher(line)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void values() throws IOException {
    Path targets = TARGETS.resolve("values.npy");
    Path names = names("age", "size");

    Run train =
        train("SmallValues", "--targets", targets, "--class-names", names, "--standardize-targets");

    assertThat(train).isEqualTo(saved("8 images with targets (age, size)"));
    JsonObject figures = evaluate("--targets", targets);
    assertThat(figures.get("task").getAsString()).isEqualTo("regression");
    assertThat(figures.get("r2").getAsDouble()).isBetween(0.9, 1.0);
    assertThat(figures.get("rmse").getAsDouble()).isLessThan(2);
    assertThat(predict())
        .matches(
            "/blue/2.png  age (5[89]|6[01])\\.\\d+, size -[01]\\.\\d+\\R/red/1.png  age (3[89]|4[01])\\.\\d+, size .*\\R");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SmallLabels | values.npy | 1 | {images}/blue/0.png: found the targets [60.0, -1.0]; expected 2: 1 for labels that apply and 0 for others, or between",
        "SmallYes | values.npy | 1 | {images}/blue/0.png: found the targets [60.0, -1.0]; expected 1: 1 for yes and 0 for no, or between",
        "SmallYes | | 2 | --positive: needed, since SmallYes answers yes or no; give one of the classes blue, red",
        "SmallValues | | 2 | --targets: needed, or --table, since SmallValues learns numbers; the images have classes"
      })
  void targetsThatDoNotFitAreNamed(String network, String targets, int exitCode, String fault) {
    Run run =
        targets == null ? train(network) : train(network, "--targets", TARGETS.resolve(targets));

    assertThat(run.exitCode()).isEqualTo(exitCode);
    assertThat(run.err())
        .isEqualTo("stagewright: %s%n", fault.replace("{images}", images.toString()));
    assertThat(model).doesNotExist();
  }
}

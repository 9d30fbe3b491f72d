package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.model.TrainedModel;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training that starts from another model. */
class FineTuningCommandsTest {

  private Path folder = Path.of("");
  private Path model = Path.of("");
  private Path tuned = Path.of("");

  @BeforeEach
  void train(@TempDir Path temporary) throws IOException {
    folder = temporary;
    model = folder.resolve("model.zip");
    tuned = folder.resolve("tuned.zip");
    Material.paint(folder.resolve("images/blue"), 0x2040e0);
    Material.paint(folder.resolve("images/red"), 0xe03020);
    assertThat(run("train", "--output", model).exitCode()).isZero();
  }

  private Run run(String command, Object... more) {
    Object[] line = new Object[more.length + 4];
    line[0] = command;
    line[1] = "SmallElu";
    line[2] = "--images";
    line[3] = folder.resolve("images");
    System.arraycopy(more, 0, line, 4, more.length);
    return Run.of(line);
  }

  private static ComputationGraph stock(Path file) throws IOException {
    return ComputationGraph.load(file.toFile(), true);
  }

  @Test
  void frozenLayersAreThoseOfTheModelAndTheFileStaysStock() throws IOException {
    Object[] how = {
      "--from",
      model,
      "--freeze-to",
      "stage 2",
      "--epochs",
      "3",
      "--cache",
      "1m",
      "--reestimate-statistics",
      "0",
      "--output",
      tuned
    };

    Run run = run("train", how);

    assertThat(run.exitCode()).as(run.err()).isZero();
    ComputationGraph before = stock(model);
    ComputationGraph after = stock(tuned);
    assertThat(after.getConfiguration().toJson().replaceAll("Count\" : \\d+", ""))
        .isEqualTo(before.getConfiguration().toJson().replaceAll("Count\" : \\d+", ""));
    assertThat(after.paramTable().get("res2a_branch2a_W"))
        .isEqualTo(before.paramTable().get("res2a_branch2a_W"));
    assertThat(after.paramTable().get("bn2a_branch2b_var"))
        .isEqualTo(before.paramTable().get("bn2a_branch2b_var"));
    assertThat(after.paramTable().get("res3a_branch2a_W"))
        .isNotEqualTo(before.paramTable().get("res3a_branch2a_W"));
    assertThat(Run.of("replay", tuned).out()).contains("Equal, bit by bit");
  }

  /** The model with ReLU in the place of ELU. */
  private Path relu() throws IOException {
    Path relu = Files.copy(model, folder.resolve("relu.zip"));
    try (FileSystem zip = FileSystems.newFileSystem(relu)) {
      Path json = zip.getPath("configuration.json");
      Files.writeString(json, Files.readString(json).replace("ActivationELU", "ActivationReLU"));
    }
    return relu;
  }

  @Test
  void anotherNonlinearityIsTold() throws IOException {
    Path relu = relu();

    Run run = run("train", "--from", relu, "--output", tuned);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "Weights: 15 layers from %s%nThe weights were trained with relu, and this network has elu: they are a start for fine-tuning, no more. The normalizations' means and variances do not fit either; have them estimated anew (reestimateStatistics, --reestimate-statistics 50)%n"
                .formatted(relu));
    assertThat(run("train", "--from", model, "--output", tuned).out())
        .doesNotContain("trained with");
  }

  @Test
  void aRateIsLookedForWithoutATrace() throws IOException {
    byte[] before = Files.readAllBytes(model);
    String parameters = TrainedModel.load(model).parametersSha256();
    Path points = folder.resolve("points.csv");

    Run run =
        run(
            "lr-find",
            "--from",
            model,
            "--freeze-to",
            "stem",
            "--steps",
            "30",
            "--batch-size",
            "4",
            "--csv",
            points);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("rate ", "smoothed");
    assertThat(Files.readString(points)).startsWith("rate,loss,smoothed\n1.0E-7,");
    assertThat(model).hasBinaryContent(before);
    assertThat(TrainedModel.load(model).parametersSha256()).isEqualTo(parameters);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(Files::isRegularFile)).containsOnly(model, points);
    }
  }
}

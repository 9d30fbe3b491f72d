package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs that signals or a full disk end, as processes, and what they go on from. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals and ulimit")
class StoppedRunsTest {

  private static final String[] SHORT = {"--epochs", "12"};

  private Path folder = Path.of("");
  private Path run = Path.of("");
  private TrainingProcess training = new TrainingProcess(folder);

  @BeforeEach
  void images(@TempDir Path temporary) throws IOException {
    folder = temporary;
    run = folder.resolve("run");
    training = TrainingProcess.in(folder);
  }

  private static void signal(String name, Process process) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  private Run train(List<String> line) throws Exception {
    return training.finished(training.start("", line));
  }

  private Path whole() throws Exception {
    Path whole = folder.resolve("whole");
    assertThat(train(training.begin(whole, SHORT)).exitCode()).isZero();
    return whole;
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void theFirstSignalEndsARunBehindItsStep(String signal, int exitCode) throws Exception {
    Process process = training.start("", training.begin(run, SHORT));
    training.await(process, TrainingProcess.events(run), "\"event\":\"checkpoint", 3);
    signal(signal, process);
    Run stopped = training.finished(process);

    assertThat(stopped.exitCode()).isEqualTo(exitCode);
    assertThat(stopped.err())
        .isEqualTo(
            """

            stagewright: stopping after this step; Ctrl-C stops at once
            stagewright: stopped; continue with: stagewright train --resume %s
            """
                .formatted(run));
    assertThat(TrainingProcess.count(TrainingProcess.events(run), "\"event\":\"stopped")).isOne();
    assertThat(run.resolve("model.zip")).doesNotExist();
    assertThat(train(training.resume(run)).exitCode()).isZero();
    assertThat(TrainingProcess.outcome(run)).isEqualTo(TrainingProcess.outcome(whole()));
  }

  @Test
  void theSecondSignalEndsItAtOnce() throws Exception {
    Process process = training.start("", training.begin(run, "--option", "inputShape=640,640,3"));
    training.await(process, TrainingProcess.events(run), "\"event\":\"checkpoint", 1);
    signal("INT", process);
    training.await(process, folder.resolve("err.txt"), "stopping after this step", 1);
    signal("INT", process);

    assertThat(training.finished(process).exitCode()).isEqualTo(130);
    assertThat(TrainingProcess.count(TrainingProcess.events(run), "\"event\":\"stopped")).isZero();
  }

  @Test
  void aFullDiskLeavesTheLastGoodCheckpoint() throws Exception {
    List<String> line = training.begin(run, "--epochs", "1");
    line.set(1, "TinyElu"); // a checkpoint of more than the 80 kB that are left
    Process process = training.start("", line);
    training.await(process, TrainingProcess.events(run), "\"event\":\"checkpoint", 1);
    process.destroyForcibly().waitFor();
    byte[] good = Files.readAllBytes(run.resolve("checkpoints/last.zip"));
    Run full = training.finished(training.start("ulimit -f 80;", training.resume(run)));

    assertThat(full.exitCode()).isEqualTo(1);
    assertThat(full.err())
        .isEqualTo(
            "stagewright: %s: cannot be written: File too large. What was there before is unchanged. It is that of step 0, from which --resume continues%n"
                .formatted(run.resolve("checkpoints/last.zip")));
    assertThat(run.resolve("checkpoints/last.zip")).hasBinaryContent(good);
    assertThat(train(training.resume(run)).exitCode()).isZero();
    assertThat(run.resolve("model.zip")).exists();
  }

  @Test
  void movedImagesAndRunGoOn() throws Exception {
    Process process = training.start("", training.begin(run, SHORT));
    training.await(process, TrainingProcess.events(run), "\"event\":\"checkpoint", 3);
    process.destroyForcibly().waitFor();
    Path whole = whole();
    Path moved = Files.move(run, folder.resolve("moved"));
    Path images = Files.move(folder.resolve("images"), folder.resolve("pictures"));

    assertThat(Run.of("train", "--resume", moved).err()).contains("--images: found");
    Run resumed = Run.of("train", "--resume", moved, "--images", images);
    assertThat(resumed.err()).isEmpty();
    assertThat(TrainingProcess.outcome(moved)).isEqualTo(TrainingProcess.outcome(whole));
    Files.delete(images.resolve("red/3.png"));
    assertThat(Run.of("train", "--resume", moved, "--images", images).err())
        .contains("the run was trained on other images: names, sizes or labels differ from");
  }
}

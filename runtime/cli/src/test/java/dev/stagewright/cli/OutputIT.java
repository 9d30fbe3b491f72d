package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output that cannot be written, and runs that are interrupted, as processes. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full, and env --default-signal")
class OutputIT {

  private final Path folder;
  private final Launcher launcher;

  OutputIT(@TempDir Path folder) {
    this.folder = folder;
    this.launcher = new Launcher(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "train --version", "networks", "source ResNet50"})
  void aFullDiskIsAFailure(String line) throws Exception {
    Run run = launcher.shell(Map.of(), "$sw " + line + " > /dev/full");

    assertThat(run)
        .isEqualTo(
            new Run(1, "", "stagewright: cannot write the output: No space left on device\n"));
  }

  @Test
  void aClosedPipeIsAFailureWithoutWords() throws Exception {
    Run run = launcher.shell(Map.of(), "$sw networks | true; exit ${PIPESTATUS[0]}");

    assertThat(run).isEqualTo(new Run(1, "", ""));
  }

  @Test
  void anInterruptedTrainingRunSaysWhatWasNotWritten() throws Exception {
    Material.paint(folder.resolve("images/blue"), 0x2040e0);
    Material.paint(folder.resolve("images/red"), 0xe03020);
    Process process =
        launcher.interruptible(
            "train",
            "SmallElu",
            "--classpath",
            Launcher.NETWORKS.toString(),
            "--images",
            "images",
            "--epochs",
            "1000000",
            "--output",
            "model.zip");
    Run run =
        assertTimeoutPreemptively(
            Duration.ofMinutes(2),
            () -> {
              while (process.isAlive()
                  && !Files.readString(launcher.output()).contains("epoch 1/")) {
                Thread.sleep(50);
              }
              new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
              return launcher.finished(process);
            });

    assertThat(run.exitCode()).isEqualTo(130);
    assertThat(run.err()).isEqualTo("\nstagewright: interrupted; model.zip was not written\n");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("images", "out.txt", "err.txt");
  }
}

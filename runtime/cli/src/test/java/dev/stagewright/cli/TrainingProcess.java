package dev.stagewright.cli;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/**
 * A small network that is trained by the command in processes of their own.
 *
 * @param folder that has the images and gets the runs
 */
record TrainingProcess(Path folder) {

  static TrainingProcess in(Path folder) throws IOException {
    Material.paint(folder.resolve("images/blue"), 0x2040e0);
    Material.paint(folder.resolve("images/green"), 0x20c040);
    Material.paint(folder.resolve("images/red"), 0xe03020);
    return new TrainingProcess(folder);
  }

  /** The command line that begins a run. */
  List<String> begin(Path run, String... more) {
    List<String> line =
        new ArrayList<>(
            List.of("train", "SmallElu", "--images", folder.resolve("images").toString()));
    line.addAll(List.of("--validation-share", "0.25", "--batch-size", "2", "--seed", "7"));
    line.addAll(List.of("--threads", "1")); // the build's other processes have the processors, too
    line.addAll(List.of("--run", run.toString(), "--checkpoint-every", "3"));
    line.addAll(List.of(more));
    return line;
  }

  List<String> resume(Path run) {
    return List.of("train", "--resume", run.toString());
  }

  /** Starts a command; {@code shell} comes before it in the shell. */
  Process start(String shell, List<String> command) throws IOException {
    return start(shell, List.of(), command);
  }

  /** Starts a command by another one, which gets it as its last arguments. */
  Process start(String shell, List<String> by, List<String> command) throws IOException {
    List<String> line = new ArrayList<>(List.of("bash", "-c", shell + " exec \"$@\"", "bash"));
    line.addAll(by);
    line.addAll(List.of("env", "--default-signal=INT,TERM"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:-UsePerfData"));
    line.add("-Dorg.bytedeco.javacpp.logger=slf4j");
    line.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    line.add("-cp");
    line.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    line.add(Stagewright.class.getName());
    line.addAll(command);
    return new ProcessBuilder(line)
        .redirectOutput(folder.resolve("out.txt").toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .start();
  }

  /** Waits until a file holds a text so often, or the process has ended. */
  void await(Process process, Path file, String text, int times) {
    assertTimeoutPreemptively(
        Duration.ofMinutes(3),
        () -> {
          while (process.isAlive() && count(file, text) < times) {
            Thread.sleep(5);
          }
        });
  }

  static int count(Path file, String text) throws IOException {
    return Files.exists(file) ? Files.readString(file).split(text, -1).length - 1 : 0;
  }

  Run finished(Process process) throws IOException, InterruptedException {
    int exitCode = process.waitFor();
    return new Run(
        exitCode,
        Files.readString(folder.resolve("out.txt")),
        Files.readString(folder.resolve("err.txt")));
  }

  static Path events(Path run) {
    return run.resolve("events.jsonl");
  }

  /** What does not depend on how often a run was interrupted: arrays bit by bit, and metrics. */
  static Map<String, String> outcome(Path run) throws IOException {
    Map<String, String> outcome = new LinkedHashMap<>();
    outcome.put("metrics", withoutTimes(Files.readString(run.resolve("metrics.csv"))));
    outcome.putAll(entries(run.resolve("checkpoints/last.zip"), "arrays/.*"));
    outcome.putAll(
        entries(run.resolve("model.zip"), "coefficients.bin|updaterState.bin|training.*"));
    return outcome;
  }

  private static String withoutTimes(String rows) {
    return rows.replaceAll("(,[^,\n]*){2}\n", "\n");
  }

  private static Map<String, String> entries(Path file, String names) throws IOException {
    Map<String, String> checksums = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      zip.stream()
          .filter(entry -> entry.getName().matches(names))
          .forEach(
              entry ->
                  checksums.put(entry.getName(), entry.getSize() + " bytes " + entry.getCrc()));
    }
    return checksums;
  }
}

package dev.stagewright.report.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagewright.report.HtmlReports;
import dev.stagewright.training.EpochReport;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scalars for TensorBoard. */
class EventFilesTest {

  private static final Path STORED =
      Path.of("src/test/resources/dev/stagewright/report/tensorboard");

  private final Path folder;

  EventFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path write() throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Files.writeString(
        run.resolve("metrics.jsonl"),
        """
        {"epoch":1,"step":200,"rate":0.1,"loss":2.5,"validation_loss":null,"images_per_second":8213.5,"seconds":10.5}
        {"epoch":2,"step":400,"rate":0.05,"loss":1.25,"validation_loss":1.5,"images_per_second":8200,"seconds":10}
        """);
    Files.writeString(
        run.resolve("events.jsonl"), "{\"time\":\"2026-11-25T14:00:00Z\",\"event\":\"started\"}\n");
    new HtmlReports().exportScalars(List.of(run), folder.resolve("logs"));
    return folder.resolve("logs/run").resolve(EventFiles.NAME);
  }

  /** TensorBoard has read that file, see {@code read_scalars.py}. */
  @Test
  void writesTheBytesThatTensorBoardRead() throws IOException {
    assertThat(write()).hasSameBinaryContentAs(STORED.resolve("scalars.tfevents"));
  }

  /** Skipped without Python and its package tensorboard. */
  @Test
  void tensorBoardReadsIt() throws Exception {
    String python = System.getenv().getOrDefault("STAGEWRIGHT_PYTHON", "python3");
    assumeTrue(
        run(folder.resolve("version"), python, "-c", "import tensorboard"),
        "found no tensorboard in %s (STAGEWRIGHT_PYTHON names another); the event file is only compared with a stored one"
            .formatted(python));
    Path said = folder.resolve("said");
    write();

    boolean read =
        run(said, python, "src/test/python/read_scalars.py", folder.resolve("logs/run").toString());

    assertThat(read).isTrue();
    assertThat(said)
        .hasSameTextualContentAs(STORED.resolve("scalars.json"), StandardCharsets.UTF_8);
  }

  @Test
  void aRunThatGoesOnAddsToItsFileAndBeginsAnotherWhenItIsResumed() throws IOException {
    write();
    Path metrics = folder.resolve("run/metrics.jsonl");
    List<String> rows = Files.readAllLines(metrics);
    Path logs = folder.resolve("live");
    for (int epoch = 1; epoch <= 2; epoch++) {
      Files.write(metrics, rows.subList(0, epoch));
      SessionListener log = new HtmlReports().followScalars(folder.resolve("run"), logs);
      log.started(TrainingPlan.builder().build(), 1, 0);
      log.epoch(new EpochReport(epoch, 2, 200, 0.1, 1, 1, null, 1, Duration.ZERO));
    }

    List<String> live = new ArrayList<>();
    try (var files = Files.list(logs)) {
      for (Path file : files.sorted().toList()) {
        live.addAll(events(file));
      }
    }
    assertThat(live).filteredOn(event -> event.contains("brain.Event")).isNotEmpty();
    assertThat(live)
        .filteredOn(event -> !event.contains("brain.Event"))
        .isEqualTo(
            events(folder.resolve("logs/run").resolve(EventFiles.NAME)).stream()
                .filter(event -> !event.contains("brain.Event"))
                .toList());
  }

  /** The events of a file without their times, which come first. */
  private static List<String> events(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<String> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] event = new byte[(int) bytes.getLong()];
      bytes.getInt();
      bytes.get(event);
      bytes.getInt();
      events.add(new String(event, 9, event.length - 9, StandardCharsets.ISO_8859_1));
    }
    return events;
  }

  private static boolean run(Path output, String... command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(120, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }
}

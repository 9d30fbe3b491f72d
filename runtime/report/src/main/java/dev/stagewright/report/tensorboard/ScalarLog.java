package dev.stagewright.report.tensorboard;

import dev.stagewright.errors.StagewrightException;
import dev.stagewright.report.run.Curves;
import dev.stagewright.report.run.RunFiles;
import dev.stagewright.training.EpochReport;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds a run's scalars to an event file behind each epoch, as {@code metrics.jsonl} has them. A run
 * that goes on begins another file; TensorBoard shows both as one, and of an epoch that was made
 * again the later one. Scalars are not worth a run: a file that cannot be written is a warning.
 */
public final class ScalarLog implements SessionListener {

  private static final Logger log = LoggerFactory.getLogger(ScalarLog.class);

  private final Path run;
  private final Path folder;
  private Path file;

  /**
   * Prepares a log; nothing is written yet.
   *
   * @param run the folder of the run, whose files are written before this is told
   * @param folder of the event files; made if it does not exist
   */
  public ScalarLog(Path run, Path folder) {
    this.run = run;
    this.folder = folder;
    this.file = folder;
  }

  @Override
  public void started(TrainingPlan plan, int trainingImages, int validationImages) {
    file = folder.resolve(EventFiles.name(Instant.now().getEpochSecond()));
    add(out -> EventFiles.record(ScalarEvent.version(now()), out));
  }

  @Override
  public void epoch(EpochReport report) {
    add(
        out -> {
          Curves curves = RunFiles.read(run).curves();
          EventFiles.epoch(curves, curves.epochs().indexOf(report.epoch()), now(), out);
        });
  }

  private static double now() {
    return Instant.now().toEpochMilli() / 1000.0;
  }

  /** Something that is written. */
  private interface Content {
    void write(ByteArrayOutputStream out) throws IOException;
  }

  /** At once, or TensorBoard might read half of a record. */
  private void add(Content content) {
    try {
      Files.createDirectories(folder);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      content.write(bytes);
      Files.write(file, bytes.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException | StagewrightException e) {
      log.warn("Scalars for TensorBoard cannot be written into {}: {}", file, e.toString());
    }
  }
}

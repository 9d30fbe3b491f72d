package dev.stagewright.report.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The folder of a run. */
public final class RunFiles {

  private RunFiles() {}

  /**
   * Reads what is there so far.
   *
   * @param run the folder
   * @return what its files say
   * @throws ReportException if it is not a run's folder, or a file is not what it should be
   */
  public static RunData read(Path run) {
    Path metrics = run.resolve(MetricsFile.NAME);
    if (!Files.isRegularFile(metrics)) {
      throw new ReportException(
          "%s: %s; expected the folder of a training run, which has a file %s after its first epoch"
              .formatted(
                  run,
                  Files.isDirectory(run)
                      ? "has no file " + MetricsFile.NAME
                      : Files.exists(run) ? "is not a folder" : "does not exist",
                  MetricsFile.NAME),
          null);
    }
    Optional<PlanFile> plan = read(run, PlanFile.NAME, PlanFile::read);
    Optional<EventsFile> events = read(run, EventsFile.NAME, EventsFile::read);
    return new RunData(
        String.valueOf(run.toAbsolutePath().normalize().getFileName()),
        events.map(EventsFile::start).orElse(Instant.EPOCH),
        MetricsFile.read(metrics),
        plan.map(PlanFile::settings).orElse(Map.of()),
        plan.flatMap(PlanFile::command),
        events.map(EventsFile::origins).orElse(Map.of()),
        events.map(EventsFile::events).orElse(List.of()),
        read(run, SplitFile.NAME, SplitFile::read),
        read(run, ClassesFile.NAME, ClassesFile::read),
        predictions(run, events));
  }

  /**
   * Reads the predictions alone.
   *
   * @param run the folder
   * @return as in {@link RunData#predictions}
   * @throws ReportException if the file is not what it should be
   */
  public static Optional<Predictions> predictions(Path run) {
    return predictions(run, read(run, EventsFile.NAME, EventsFile::read));
  }

  private static Optional<Predictions> predictions(Path run, Optional<EventsFile> events) {
    boolean yesOrNo = events.filter(EventsFile::isYesOrNo).isPresent();
    return read(run, PredictionsFile.NAME, file -> PredictionsFile.read(file, yesOrNo))
        .flatMap(found -> found);
  }

  private static <T> Optional<T> read(Path run, String name, Function<Path, T> reader) {
    Path file = run.resolve(name);
    return Files.isRegularFile(file) ? Optional.of(reader.apply(file)) : Optional.empty();
  }
}

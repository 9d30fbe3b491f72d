package dev.stagewright.runs;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.SkippedImages;
import dev.stagewright.data.Split;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TrainingRun;
import dev.stagewright.training.BatchReport;
import dev.stagewright.training.Checkpoint;
import dev.stagewright.training.Ending;
import dev.stagewright.training.EpochReport;
import dev.stagewright.training.RunLength;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import dev.stagewright.training.TrainingState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one training run in a folder, so that it survives whatever ends the process:
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.create(path, RunPlan.of(network, plan))) {
 *   folder.train(TrainingSession.of(network), images);
 * }
 * }</pre>
 *
 * <p>and goes on with it, to the same bits as if nothing had happened:
 *
 * <pre>{@code
 * try (RunFolder folder = RunFolder.open(path, System.err::println)) {
 *   folder.train(TrainingSession.of(network), images);
 * }
 * }</pre>
 *
 * <p>The folder holds {@code plan.yaml} ({@link RunPlan}), {@code split.csv}, {@code classes.csv}
 * where each image has one class, {@code metrics.csv} and {@code metrics.jsonl} with a row for each
 * epoch, {@code events.jsonl}, {@code checkpoints} and, once the run is finished, {@code model.zip}
 * and {@code predictions.csv}, what it tells of the images for validation.
 */
public final class RunFolder implements SessionListener, AutoCloseable {

  private final Path path;
  private RunPlan plan;
  private final RunLock lock;
  private final CheckpointFiles checkpoints;
  private final @Nullable Checkpoint start;
  private final List<String> warnings;
  private final Consumer<String> warn;
  private CheckpointInterval interval = CheckpointInterval.USUAL;

  private final List<SessionListener> followers = new ArrayList<>();
  private @Nullable Split split;
  private @Nullable ImageSource validation;
  private @Nullable TrainingState state;
  private boolean compared;
  private Map<String, String> digests = Map.of();
  private int writtenStep;
  private int writtenEpoch;
  private long writtenNanos = System.nanoTime();

  private RunFolder(Path path, RunPlan plan, RunLock lock, Consumer<String> warn, boolean isNew) {
    this.path = path;
    this.plan = plan;
    this.lock = lock;
    this.warn = warn;
    this.warnings = new ArrayList<>();
    this.checkpoints = new CheckpointFiles(path);
    this.start =
        isNew
            ? null
            : checkpoints
                .newest(warnings::add)
                .map(newest -> newest.following(plan.plan().length()))
                .orElse(null);
  }

  /**
   * Makes a new run's folder, and locks it.
   *
   * @param path does not exist yet, or is an empty folder
   * @param plan to be written into it
   * @return the folder
   * @throws RunException if it holds something already, cannot be made, or another run uses it
   */
  public static RunFolder create(Path path, RunPlan plan) {
    return RunLock.inNewFolder(path, lock -> new RunFolder(path, plan, lock, text -> {}, true));
  }

  /**
   * Opens the folder of a run that was interrupted, and locks it.
   *
   * @param path of the run
   * @param warn is told of damaged checkpoints, and of what may make other bits than the run's
   * @return the folder
   * @throws RunException if it holds no run, no whole checkpoint, or another run uses it
   */
  public static RunFolder open(Path path, Consumer<String> warn) {
    RunPlan plan = RunPlan.read(path);
    return RunLock.during(path, lock -> new RunFolder(path, plan, lock, warn, false));
  }

  /**
   * Sets when checkpoints are written; {@link CheckpointInterval#USUAL} by default.
   *
   * @param interval between them
   * @return this
   */
  public RunFolder every(CheckpointInterval interval) {
    this.interval = interval;
    return this;
  }

  /**
   * Says how the images were split where there is more to tell than what is trained on and what is
   * for validation: images for testing, folds.
   *
   * @param split to be written into the folder
   * @return this
   */
  public RunFolder split(Split split) {
    this.split = split;
    return this;
  }

  /**
   * Has somebody listen behind this folder, so that the run's files are there already.
   *
   * @param listener of {@link #train}
   * @return this
   */
  public RunFolder followedBy(SessionListener listener) {
    followers.add(listener);
    return this;
  }

  /**
   * What the run does.
   *
   * @return as the folder has it; a checkpoint's own plan goes before
   */
  public RunPlan plan() {
    return plan;
  }

  /**
   * Whether there is a checkpoint to go on from, so that it does not matter what the network's
   * parameters start from.
   *
   * @return false for a new run, and for one that was killed before its first step
   */
  public boolean hasCheckpoint() {
    return start != null;
  }

  /** The images for validation that could be read; null for none, and before the run. */
  @Nullable ImageSource validation() {
    return validation;
  }

  /**
   * Where it is.
   *
   * @return the path that it was opened with
   */
  public Path path() {
    return path;
  }

  /**
   * Trains from the newest checkpoint, or from the start where there is none.
   *
   * @param session of the run's network, with new parameters
   * @param images of the run, those held out for validation among them
   * @return as {@link TrainingSession#run}
   * @throws RunException if the images are others than the run's, or the folder cannot be written
   */
  public TrainingResult train(TrainingSession session, ImageSource images) {
    return train(session, images, null);
  }

  /**
   * Trains from the newest checkpoint, or from the start where there is none.
   *
   * @param session of the run's network, with new parameters
   * @param images to train on
   * @param validation of the run; null if the plan holds some of the images out, or for none
   * @return as {@link TrainingSession#run}
   * @throws RunException if the images are others than the run's, or the folder cannot be written
   */
  public TrainingResult train(
      TrainingSession session, ImageSource images, @Nullable ImageSource validation) {
    session.listen(this).skipped(start == null ? List.of() : new EventLog(path).skipped());
    followers.forEach(session::listen);
    if (validation == null) {
      return start == null
          ? session.run(plan.plan(), images)
          : session.proceed(session.restore(start), images);
    }
    return start == null
        ? session.run(plan.plan(), images, validation)
        : session.proceed(session.restore(start), images, validation);
  }

  @Override
  public void watches(TrainingState state) {
    if (this.state != null) {
      throw RunException.usage(path + ": already holds a run; give each run a folder of its own");
    }
    this.state = state;
  }

  @Override
  public void sees(
      ImageSource training, @Nullable ImageSource validation, Map<String, String> digests) {
    this.digests = digests;
    this.validation = validation;
    if (start != null && !start.data().equals(digests)) {
      throw RunException.failure(
          "%s: the run was trained on other images: names, sizes or labels differ from %s. Give the images that it was started with"
              .formatted(path, training.description()),
          null);
    }
    if (start == null) {
      // First the plan: a run that is killed behind it can be gone on with.
      plan.write(path);
      checkpoints.create();
      ClassesTable.write(path, TaskHead.of(state().graph()).task(), training, validation);
      if (split == null) {
        SplitTable.write(path, training, validation);
      } else {
        split.write(path.resolve(SplitTable.NAME));
      }
    }
  }

  @Override
  public void started(TrainingPlan plan, int trainingImages, int validationImages) {
    metrics().write(state().history());
    TrainingRun now = TrainingRun.now(state().graph());
    Map<String, Object> details = new LinkedHashMap<>();
    if (start != null) {
      details.put("checkpoint", path.relativize(start.file()).toString());
    }
    details.put("step", state().steps());
    details.put("task", TaskHead.of(state().graph()).task().toString());
    details.put("versions", now.versions());
    details.put("environment", now.environment());
    note(start == null ? "started" : "resumed", details);
    warnings.forEach(this::warn);
    if (start == null) {
      save();
    } else {
      writtenStep = state().steps();
      writtenEpoch = state().epoch();
    }
  }

  /**
   * First the plan, which a resumed run follows: killed in between, it makes the same steps as this
   * one.
   */
  @Override
  public void lengthChanged(TrainingPlan changed, double seconds) {
    plan = plan.with(changed);
    plan.write(path);
    RunLength length = changed.length();
    note(
        length.shortenings().isEmpty() ? "fixed" : "shortened",
        Map.of(
            "step",
            state().steps(),
            "steps",
            length.stepsAt(state().steps()),
            "epochs",
            changed.epochs(),
            "seconds",
            seconds));
  }

  /** Says and notes a warning. */
  private void warn(String text) {
    warn.accept(text);
    note("warning", Map.of("message", text));
  }

  @Override
  public void advised(String advice) {
    note("advice", Map.of("message", advice));
  }

  /** Of a run whose steps were computed with something else than its last one. */
  private void compare() {
    if (start != null && !compared && start.steps() > 0) {
      start
          .differences(state().graph())
          .forEach(each -> warn("the results may differ from the run's in single bits; " + each));
    }
    compared = true;
  }

  @Override
  public void skipped(SkippedImages.Skipped image) {
    new EventLog(path).addSkipped(image);
  }

  @Override
  public void batch(BatchReport report) {
    compare(); // not before a step: only then an engine knows whether it computes the graph
    Duration since = Duration.ofNanos(System.nanoTime() - writtenNanos);
    if (!state().isStopped() && interval.isDue(state().steps() - writtenStep, since)) {
      save();
    }
  }

  @Override
  public void epoch(EpochReport report) {
    metrics().append(report);
    // First the best: killed in between, a run goes on from before this epoch and writes it again.
    if (state().best().filter(report::equals).isPresent()) {
      checkpoints.writeBest(state(), digests);
    }
    if (interval.isDueAfter(report.epoch())) {
      save();
    }
  }

  private MetricsTable metrics() {
    return new MetricsTable(path, plan.plan().selection().metric());
  }

  private void save() {
    checkpoints.write(state(), digests);
    writtenStep = state().steps();
    writtenEpoch = state().epoch();
    writtenNanos = System.nanoTime();
    note("checkpoint", Map.of("step", writtenStep, "epoch", state().epoch()));
  }

  @Override
  public void ended(TrainingResult result) {
    if (writtenStep != state().steps() || writtenEpoch != state().epoch()) {
      save();
    }
    if (result.ending() == Ending.FINISHED) {
      result.model().save(path.resolve("model.zip"));
      if (validation != null) {
        PredictionsTable.write(path, result.model(), validation, plan.plan().batchSize());
      }
    }
    note(
        result.ending() == Ending.FINISHED ? "finished" : "stopped",
        Map.of(
            "step", writtenStep,
            "results", result.model().provenance().latest().results(),
            "parametersSha256", result.model().parametersSha256()));
  }

  /** What cannot be noted, on a full disk for example, does not hide the fault itself. */
  @Override
  public void failed(Throwable fault) {
    try {
      note("failed", Map.of("message", String.valueOf(fault.getMessage())));
    } catch (StagewrightException e) {
      fault.addSuppressed(e);
    }
  }

  private void note(String event, Map<String, ?> details) {
    new EventLog(path).add(event, details);
  }

  private TrainingState state() {
    return Objects.requireNonNull(state);
  }

  /** Lets other runs use the folder. */
  @Override
  public void close() {
    lock.close();
  }
}

package dev.stagewright.cli;

import dev.stagewright.data.Split;
import dev.stagewright.errors.Printable;
import dev.stagewright.runs.CheckpointInterval;
import dev.stagewright.runs.CrossValidation;
import dev.stagewright.runs.RunException;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a training run is kept, as options of the command line. */
final class RunOptions {

  static final String RUN = "--run";
  static final String RESUME = "--resume";
  static final String EVERY = "--checkpoint-every";
  static final String TENSORBOARD = "--tensorboard";

  @Option(
      names = RUN,
      paramLabel = "DIR",
      description =
          "A new folder for the run: plan, split, metrics, events, checkpoints and the"
              + " model. Whatever ends the process, --resume continues from the last checkpoint.")
  private @Nullable Path run;

  @Option(
      names = RESUME,
      paramLabel = "DIR",
      description =
          "Continue the run in this folder, to the same bits; the folder holds the rest of"
              + " the command line. --images may say where the same images are now.")
  private @Nullable Path resume;

  @Option(
      names = EVERY,
      paramLabel = "N|Nm|Ne",
      description =
          "A checkpoint every N steps, N minutes or N epochs (default: every epoch, and every 10"
              + " minutes within one).")
  private @Nullable String every;

  @Option(
      names = TENSORBOARD,
      paramLabel = "DIR",
      description =
          "Also write the curves as the run goes, as event files for tensorboard --logdir DIR, in a"
              + " folder of the run's name.")
  private @Nullable Path tensorboard;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** Refuses what does not go together. */
  void check(@Nullable Path output) {
    if (run == null && resume == null) {
      given.refuse("without --run", EVERY, TENSORBOARD);
      if (output == null) {
        throw CommandException.usage("--output or --run: one of them says where the model goes");
      }
    }
  }

  /** Refuses what does not go together with a model for each fold. */
  void checkFolds() {
    given.refuse("with --folds, whose models are in the run's folder", "--output");
    if (resume == null) {
      given.require(SplitOptions.FOLDS, RUN);
    }
  }

  /** Where the run's folders for TensorBoard go; null for nowhere. */
  @Nullable Path tensorboard() {
    return tensorboard;
  }

  /** Where the run is kept; null where it is not. */
  @Nullable Path folder() {
    return run == null ? resume : run;
  }

  boolean resumes() {
    return resume != null;
  }

  /** Opens the folder of {@code --resume}. */
  RunFolder resumed(PrintWriter err) {
    Path folder = Objects.requireNonNull(resume);
    return with(RunFolder.open(folder, warning -> warn(err, warning)));
  }

  /** Makes the folder of {@code --run}; null without it. */
  @Nullable RunFolder created(RunPlan plan) {
    return run == null ? null : with(RunFolder.create(run, plan));
  }

  /** Makes the folder for a model of each fold, or opens it, where there is no other split. */
  CrossValidation folds(RunPlan plan, @Nullable Split split, PrintWriter err) {
    CrossValidation folds =
        split != null
            ? CrossValidation.create(Objects.requireNonNull(run), plan, split)
            : CrossValidation.open(Objects.requireNonNull(resume), warning -> warn(err, warning));
    return every == null ? folds : folds.every(interval(every));
  }

  private static void warn(PrintWriter err, String warning) {
    err.println("stagewright: warning: " + Printable.of(warning));
  }

  private RunFolder with(RunFolder folder) {
    return every == null ? folder : folder.every(interval(every));
  }

  private static CheckpointInterval interval(String text) {
    try {
      return CheckpointInterval.parse(text);
    } catch (RunException e) {
      throw CommandException.usage(EVERY + ": " + e.getMessage(), e);
    }
  }
}

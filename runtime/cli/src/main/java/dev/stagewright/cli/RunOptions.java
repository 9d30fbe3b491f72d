package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import dev.stagewright.runs.CheckpointInterval;
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

  @Option(
      names = RUN,
      paramLabel = "DIR",
      description =
          "A new folder for the run: plan, split, metrics, events, checkpoints and the model."
              + " What ends the process, --resume goes on from.")
  private @Nullable Path run;

  @Option(
      names = RESUME,
      paramLabel = "DIR",
      description =
          "Go on with the run of this folder, to the same bits; it knows the rest of the command"
              + " line. --images may name where the same images are now.")
  private @Nullable Path resume;

  @Option(
      names = EVERY,
      paramLabel = "N|Nm|Ne",
      description =
          "A checkpoint every N steps, N minutes or N epochs (default: every epoch, and every 10"
              + " minutes within one).")
  private @Nullable String every;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** Refuses what does not go together. */
  void check(@Nullable Path output) {
    if (run == null && resume == null) {
      given.refuse("without --run", EVERY);
      if (output == null) {
        throw CommandException.usage("--output or --run: one of them says where the model goes");
      }
    }
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
    return with(
        RunFolder.open(
            folder, warning -> err.println("stagewright: warning: " + Printable.of(warning))));
  }

  /** Makes the folder of {@code --run}; null without it. */
  @Nullable RunFolder created(RunPlan plan) {
    return run == null ? null : with(RunFolder.create(run, plan));
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

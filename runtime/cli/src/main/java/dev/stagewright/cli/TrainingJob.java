package dev.stagewright.cli;

import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.data.ImageSource;
import dev.stagewright.errors.Printable;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.training.Ending;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One training run of the command, with all that it needs.
 *
 * @param run to be remembered by the model
 * @param tensorboard where the folder of its event files goes; null for none
 */
record TrainingJob(
    TrainingSession session,
    RunPlan run,
    NetworkDescription network,
    SplitOptions.Parts parts,
    @Nullable Path tensorboard,
    PrintWriter out,
    PrintWriter err) {

  /** The name of the setting under which a model remembers its {@link RunPlan}. */
  static final String REMEMBERED = "run";

  private TrainingSession noted() {
    if (parts.split() != null) {
      session.note("splitDigest", parts.split().digest());
    }
    return session
        .listen(
            new SessionListener() {
              @Override
              public void lengthChanged(TrainingPlan plan, double seconds) {
                session.note(REMEMBERED, run.with(plan).toJson());
              }
            })
        .note(REMEMBERED, run.toJson())
        // A resumed run does not load the weights again that it started from.
        .note("networkOptions", Objects.requireNonNull(run.options()).toJson());
  }

  /** Trains without a folder; Ctrl-C ends it at once. */
  int savedAs(Path file) {
    InterruptibleOutput.reserve(file, err, output -> result().model().save(output));
    saved(file);
    return 0;
  }

  private TrainingResult result() {
    ImageSource validation = parts.validation();
    return validation == null
        ? noted().run(run.plan(), parts.training())
        : noted().run(run.plan(), parts.training(), validation);
  }

  /** Trains in a run's folder; Ctrl-C ends it behind a step. */
  int keptIn(RunFolder folder, @Nullable Path output) {
    if (parts.split() != null) {
      folder.split(parts.split());
    }
    try (StopSignals signals = new StopSignals(err)) {
      TrainingResult result = trainedIn(folder, signals);
      if (result.ending() == Ending.STOPPED) {
        return signals.stopped(folder.path());
      }
      if (output != null) {
        result.model().save(output);
      }
      saved(output == null ? folder.path().resolve("model.zip") : output);
      return 0;
    }
  }

  /** Trains in a run's folder, with a page on it. */
  TrainingResult trainedIn(RunFolder folder, StopSignals signals) {
    Optional<RunPage> page = RunPage.in(folder.path(), network);
    page.ifPresent(each -> folder.followedBy(each.follower()));
    if (tensorboard != null) {
      Path logs = tensorboard.resolve(folder.path().toAbsolutePath().normalize().getFileName());
      folder.followedBy(page.orElseThrow(TrainingJob::noReports).scalars(logs));
    }
    TrainingResult result =
        folder.train(noted().listen(signals), parts.training(), parts.validation());
    if (result.ending() == Ending.FINISHED) {
      page.ifPresent(each -> wrote(each.complete(result.model(), run.plan(), parts)));
    }
    return result;
  }

  private static CommandException noReports() {
    return CommandException.failure(
        "--tensorboard: found no stagewright-report on the class path, which writes event files; put"
            + " its jar beside the command's others, in lib");
  }

  private void wrote(Path page) {
    out.println("Wrote " + Printable.of(page.toString()));
  }

  private void saved(Path file) {
    out.println("Saved " + Printable.of(file.toString()));
  }
}

package dev.stagewright.cli;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.network.Network;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.training.Ending;
import dev.stagewright.training.ProgressListener;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One training of the command, with all that it needs.
 *
 * @param run to be remembered by the model
 */
record TrainingJob(
    Network network,
    ImageInput input,
    EngineSettings settings,
    RunPlan run,
    ImageSource images,
    PrintWriter out,
    PrintWriter err) {

  /** The name of the setting under which a model remembers its {@link RunPlan}. */
  static final String REMEMBERED = "run";

  private TrainingSession session() {
    TrainingSession session =
        TrainingSession.of(network, input, settings)
            .note(REMEMBERED, run.toJson())
            .listen(new ProgressListener());
    // A resumed run does not load the weights again that it started from.
    return session.note("networkOptions", Objects.requireNonNull(run.options()).toJson());
  }

  /** Trains without a folder; Ctrl-C ends it at once. */
  int savedAs(Path file) {
    InterruptibleOutput.reserve(
        file, err, output -> session().run(run.plan(), images).model().save(output));
    saved(file);
    return 0;
  }

  /** Trains in a run's folder; Ctrl-C ends it behind a step. */
  int keptIn(RunFolder folder, @Nullable Path output) {
    try (StopSignals signals = new StopSignals(err)) {
      TrainingResult result = folder.train(session().listen(signals), images);
      if (result.ending() == Ending.STOPPED) {
        err.printf(
            "stagewright: stopped; go on with: stagewright train --resume %s%n",
            Printable.of(folder.path().toString()));
        return signals.exitCode();
      }
      if (output != null) {
        result.model().save(output);
      }
      saved(output == null ? folder.path().resolve("model.zip") : output);
      return 0;
    }
  }

  private void saved(Path file) {
    out.println("Saved " + Printable.of(file.toString()));
  }
}

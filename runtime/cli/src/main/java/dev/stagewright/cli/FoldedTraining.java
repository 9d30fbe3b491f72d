package dev.stagewright.cli;

import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.data.ImageSource;
import dev.stagewright.errors.Printable;
import dev.stagewright.runs.CrossValidation;
import dev.stagewright.runs.FoldScores;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.training.Ending;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Training runs of the command, one for each fold, each of the same shape as a run by itself. */
final class FoldedTraining {

  private final CrossValidation folds;
  private final Supplier<TrainingSession> sessions;
  private final NetworkDescription network;
  private final @Nullable Path tensorboard;
  private final PrintWriter out;
  private final PrintWriter err;
  private int exitCode;

  /**
   * Prepares the runs.
   *
   * @param sessions makes one with new parameters for each fold
   * @param tensorboard where a folder for the folds' event files goes; null for none
   */
  FoldedTraining(
      CrossValidation folds,
      Supplier<TrainingSession> sessions,
      NetworkDescription network,
      @Nullable Path tensorboard,
      PrintWriter out,
      PrintWriter err) {
    this.folds = folds.foldPlans(fold -> ofFold(folds, fold));
    this.sessions = sessions;
    this.network = network;
    this.tensorboard = tensorboard;
    this.out = out;
    this.err = err;
  }

  /** A fold's model is that of a command line of its own, which can be given again. */
  private static RunPlan ofFold(CrossValidation folds, int fold) {
    Path path = folds.path().toAbsolutePath();
    var whole = new StoredCommand(Objects.requireNonNull(folds.plan().command()));
    var line = whole.ofFold(path.resolve("split.csv"), fold, path.resolve("fold-" + fold));
    return folds.plan().with(line.toCommand());
  }

  /** Trains what is left; Ctrl-C ends it behind a step. */
  int run(ImageSource images) {
    Optional<FoldScores> scores = folds.train(images, this::train);
    scores.ifPresent(this::print);
    return exitCode;
  }

  private TrainingResult train(RunFolder folder, ImageSource rest, ImageSource fold) {
    out.printf(
        Locale.ROOT,
        "%n%s of %d folds: training on %d images, %d held out%n",
        folder.path().getFileName(),
        folds.split().folds(),
        rest.size(),
        fold.size());
    out.flush();
    var parts = new SplitOptions.Parts(rest, fold, folds.split());
    Path name = folds.path().toAbsolutePath().normalize().getFileName();
    Path logs = tensorboard == null ? null : tensorboard.resolve(name);
    var job = new TrainingJob(sessions.get(), folder.plan(), network, parts, logs, out, err);
    try (StopSignals signals = new StopSignals(err)) {
      TrainingResult result = job.trainedIn(folder, signals);
      if (result.ending() == Ending.STOPPED) {
        exitCode = signals.stopped(folds.path());
      }
      return result;
    }
  }

  private void print(FoldScores scores) {
    TextTable table = new TextTable("metric", "mean", "deviation", "folds");
    for (String name : scores.names()) {
      table.row(
          name,
          text(scores.mean(name)),
          text(scores.deviation(name)),
          String.join("  ", scores.values(name).stream().map(FoldedTraining::text).toList()));
    }
    out.println();
    out.print(table);
    out.println("Saved " + Printable.of(folds.path().toString()));
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }
}

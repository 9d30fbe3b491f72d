package dev.stagewright.runs;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Split;
import dev.stagewright.tasks.MetricOptions;
import dev.stagewright.training.Ending;
import dev.stagewright.training.Evaluation;
import dev.stagewright.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model for each fold of a split, on all images but the fold's, and keeps them in one
 * folder, so that what is told of an image comes from a model that has not seen it:
 *
 * <pre>{@code
 * Split split = Split.of(images, new SplitPlan(0, 0, 5, 0));
 * try (var folds = CrossValidation.create(path, RunPlan.of(network, plan), split)) {
 *   folds
 *       .train(images, (run, rest, fold) -> run.train(TrainingSession.of(network), rest, fold))
 *       .ifPresent(System.out::println);
 * }
 * }</pre>
 *
 * <p>The folder holds {@code plan.yaml}, {@code split.csv}, a run's folder {@code fold-0}, {@code
 * fold-1} and so on for each fold ({@link RunFolder}), {@code folds.csv} with every metric of every
 * fold, their mean and deviation, and {@code predictions.csv}, what the models tell of the folds
 * that they were not trained on. An interrupted one goes on at the fold that was interrupted, to
 * the same bits.
 */
public final class CrossValidation implements AutoCloseable {

  /** Trains the model of one fold. */
  @FunctionalInterface
  public interface Training {
    /**
     * Trains on all images but a fold's.
     *
     * @param folder of the fold's run, new or to be gone on with
     * @param rest to train on
     * @param fold for validation
     * @return what {@link RunFolder#train} returned
     */
    TrainingResult train(RunFolder folder, ImageSource rest, ImageSource fold);
  }

  private final Path path;
  private final RunPlan plan;
  private final Split split;
  private final RunLock lock;
  private final Consumer<String> warn;
  private IntFunction<RunPlan> foldPlans;
  private @Nullable CheckpointInterval interval;

  private CrossValidation(
      Path path, RunPlan plan, Split split, RunLock lock, Consumer<String> warn) {
    this.path = path;
    this.plan = plan;
    this.split = split;
    this.lock = lock;
    this.warn = warn;
    RunPlan alone = plan.withoutCommand();
    this.foldPlans = fold -> alone;
  }

  /**
   * Makes a new folder, and locks it.
   *
   * @param path does not exist yet, or is an empty folder
   * @param plan of every fold's run; without a share for validation, which a fold is
   * @param split with folds
   * @return the folder
   * @throws RunException if the split has no folds, the folder holds something already, cannot be
   *     made, or another run uses it
   */
  public static CrossValidation create(Path path, RunPlan plan, Split split) {
    if (split.folds() < 2) {
      throw RunException.usage(
          "folds: found a split of %s folds; expected at least 2".formatted(split.folds()));
    }
    return RunLock.inNewFolder(
        path,
        lock -> {
          try {
            // All at once, so that a fold which has no model yet is missed, not overlooked.
            for (int fold = 0; fold < split.folds(); fold++) {
              Files.createDirectories(folder(path, fold));
            }
          } catch (IOException e) {
            throw RunException.failure("%s: cannot be written: %s".formatted(path, e), e);
          }
          split.write(path.resolve(SplitTable.NAME));
          plan.write(path);
          return new CrossValidation(path, plan, split, lock, text -> {});
        });
  }

  /**
   * Opens the folder of one that was interrupted, and locks it.
   *
   * @param path of the folder
   * @param warn is told of damaged checkpoints, and of what may make other bits than the run's
   * @return the folder
   * @throws RunException if it holds none, or another run uses it
   */
  public static CrossValidation open(Path path, Consumer<String> warn) {
    RunPlan plan = RunPlan.read(path);
    Split split = Split.read(path.resolve(SplitTable.NAME));
    return RunLock.during(path, lock -> new CrossValidation(path, plan, split, lock, warn));
  }

  private static Path folder(Path path, int fold) {
    return path.resolve("fold-" + fold);
  }

  /**
   * Sets when the folds' runs write checkpoints; {@link CheckpointInterval#USUAL} by default.
   *
   * @param interval between them
   * @return this
   */
  public CrossValidation every(CheckpointInterval interval) {
    this.interval = interval;
    return this;
  }

  /**
   * Sets what the folds' folders remember; the plan without its command by default.
   *
   * @param plans by fold, from 0
   * @return this
   */
  public CrossValidation foldPlans(IntFunction<RunPlan> plans) {
    this.foldPlans = plans;
    return this;
  }

  /**
   * What the folds' runs do.
   *
   * @return as the folder has it
   */
  public RunPlan plan() {
    return plan;
  }

  /**
   * Which image is in which fold.
   *
   * @return as the folder has it
   */
  public Split split() {
    return split;
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
   * Trains the folds that are not done yet.
   *
   * @param images those that the split names, and maybe others
   * @param training trains a fold's model
   * @return every metric of every fold; empty if a run was stopped
   * @throws RunException if a fold's images are others than they were, or the folder cannot be
   *     written
   */
  public Optional<FoldScores> train(ImageSource images, Training training) {
    FoldsTable table = new FoldsTable(path);
    FoldScores scores = table.read();
    for (int fold = 0; fold < split.folds(); fold++) {
      if (scores.folds().containsKey(fold)) {
        continue;
      }
      try (RunFolder folder = runFolder(fold)) {
        TrainingResult result =
            training.train(folder, split.outsideOf(images, fold), split.fold(images, fold));
        if (result.ending() == Ending.STOPPED) {
          return Optional.empty();
        }
        scores = scores.with(fold, evaluation(folder, result));
      }
      table.write(scores, scores.folds().size() == split.folds());
    }
    List<Path> folds =
        IntStream.range(0, split.folds()).mapToObj(fold -> folder(path, fold)).toList();
    PredictionsTable.join(folds, path);
    return Optional.of(scores);
  }

  private Evaluation evaluation(RunFolder folder, TrainingResult result) {
    ImageSource heldOut = folder.validation();
    if (heldOut == null) {
      throw RunException.usage(
          folder.path() + ": the run had no images for validation; give it those of the fold");
    }
    return Evaluation.of(result.model(), heldOut, plan.plan().batchSize(), MetricOptions.DEFAULT);
  }

  private RunFolder runFolder(int fold) {
    Path folder = folder(path, fold);
    RunFolder opened =
        Files.exists(folder.resolve(RunPlan.NAME))
            ? RunFolder.open(folder, warn)
            : RunFolder.create(folder, foldPlans.apply(fold));
    return interval == null ? opened : opened.every(interval);
  }

  /** Lets other runs use the folder. */
  @Override
  public void close() {
    lock.close();
  }
}

package dev.stagewright.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.SkippedImages;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Watches a training run, on the thread that runs it. Results do not depend on who watches, as long
 * as nobody changes the network; an exception that a listener throws ends the run.
 */
public interface SessionListener {

  /**
   * Called before everything else with what is trained: it is up to date whenever a listener is
   * called, and can be asked to stop.
   *
   * @param state the same for the whole run
   */
  default void watches(TrainingState state) {}

  /**
   * Called after {@link #watches} with the images.
   *
   * @param training to train on
   * @param validation null without validation
   * @param digests {@link dev.stagewright.data.DataDigest} of each, by the names {@code training}
   *     and {@code validation}
   */
  default void sees(
      ImageSource training, @Nullable ImageSource validation, Map<String, String> digests) {}

  /**
   * Called before the first batch.
   *
   * @param plan what will be done
   * @param trainingImages how many images an epoch has
   * @param validationImages how many are held out; 0 for none
   */
  default void started(TrainingPlan plan, int trainingImages, int validationImages) {}

  /**
   * Called after {@link #started}.
   *
   * @param status one sentence about what runs the network, as {@link
   *     dev.stagewright.engine.Engines#status(org.deeplearning4j.nn.graph.ComputationGraph)} tells
   */
  default void runsOn(String status) {}

  /**
   * Called before the first batch, and after the last, with what figures alone do not tell: how
   * often the largest class is right, that running statistics lag behind, classes that are never
   * predicted, a loss that does not fall.
   *
   * @param advice one sentence or two, safe for a terminal
   */
  default void advised(String advice) {}

  /**
   * Called when the number of steps of a run with a time is fixed, before the first of them, and
   * whenever it becomes smaller.
   *
   * @param plan whose {@link TrainingPlan#length} tells the steps and whose epochs follow from them
   * @param seconds that the run has taken so far
   */
  default void lengthChanged(TrainingPlan plan, double seconds) {}

  /**
   * Called once for every image that the run leaves out since it cannot be read, before the first
   * batch or when it turns out; see {@link TrainingSession#badImages}.
   *
   * @param image that is left out
   */
  default void skipped(SkippedImages.Skipped image) {}

  /**
   * Called after every batch.
   *
   * @param report the state so far
   */
  default void batch(BatchReport report) {}

  /**
   * Called after every epoch and its validation.
   *
   * @param report what came of it
   */
  default void epoch(EpochReport report) {}

  /**
   * Called after the last epoch, or when the run was stopped.
   *
   * @param result what the training leaves
   */
  default void ended(TrainingResult result) {}

  /**
   * Called instead of {@link #ended} when the training failed.
   *
   * @param fault what ends the run
   */
  default void failed(Throwable fault) {}

  /** Called once at the very end, also when the training failed; ends what listening started. */
  default void closed() {}
}

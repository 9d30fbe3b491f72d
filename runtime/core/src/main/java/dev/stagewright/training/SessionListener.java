package dev.stagewright.training;

/**
 * Watches a training, on the thread that runs it. It sees reports, not the network, so that results
 * do not depend on it; an exception that it throws ends the training.
 */
public interface SessionListener {

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
   * Called after the last epoch.
   *
   * @param result what the training leaves
   */
  default void ended(TrainingResult result) {}

  /** Called once at the very end, also when the training failed; ends what listening started. */
  default void closed() {}
}

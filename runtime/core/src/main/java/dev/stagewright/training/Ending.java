package dev.stagewright.training;

/** Why a training run ended. What goes wrong, such as a loss that diverges, is an exception. */
public enum Ending {
  /** The plan was carried out, its early stopping included. */
  FINISHED,
  /** {@link TrainingState#stop} was called before. */
  STOPPED
}

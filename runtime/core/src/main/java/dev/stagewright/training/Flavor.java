package dev.stagewright.training;

/** Whose form of an optimizer's formula is computed. They differ where the rate changes. */
public enum Flavor {
  /** Keras 3: the velocity contains the learning rate, weight decay is apart from the gradient. */
  KERAS,
  /**
   * {@code torch.optim}: the velocity does not, weight decay is part of SGD's and Adam's gradient.
   */
  TORCH
}

package dev.stagewright.training;

import org.jspecify.annotations.Nullable;

/**
 * Weight decay.
 *
 * @param rate the share of a parameter that is taken off it at every step, per unit of learning
 *     rate; 0 for none
 * @param all whether biases and the normalizations' scales and shifts decay as well, as Keras and
 *     {@code torch.optim} have it; timm lets kernels decay only
 */
public record Decay(double rate, boolean all) {

  /** Parameters do not decay. */
  public static final Decay NONE = new Decay(0, false);

  /** Checks the rate, else throws {@link TrainingException}. */
  public Decay {
    Hyperparameter.checkNotNegative("weightDecay", rate);
    if (all && rate == 0) {
      throw Hyperparameter.usage("decay: found all of 0; give a rate, or leave it out");
    }
  }

  /**
   * Kernels decay.
   *
   * @param rate at least 0
   * @return the decay
   */
  public static Decay ofKernels(double rate) {
    return new Decay(rate, false);
  }

  static Decay of(@Nullable Double rate, double otherwise, boolean all) {
    return new Decay(rate == null ? otherwise : rate, all);
  }
}

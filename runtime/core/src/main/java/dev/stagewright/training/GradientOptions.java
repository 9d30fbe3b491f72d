package dev.stagewright.training;

/**
 * What is done to gradients before the optimizer takes them. Batch normalization's running
 * statistics are no gradients: nothing here touches them, and every batch moves them.
 *
 * @param maxNorm the largest norm of all gradients together, penalties included; larger ones are
 *     scaled down to it. 0 for no bound
 * @param maxValue the largest size of a single value; larger ones are cut. 0 for no bound
 * @param accumulate how many batches make one step, at least 1. Without normalization the step is
 *     that of one batch of all their images; what is left at an epoch's end makes a step of its own
 */
public record GradientOptions(double maxNorm, double maxValue, int accumulate) {

  /** No bounds; every batch makes a step. */
  public static final GradientOptions PLAIN = new GradientOptions(0, 0, 1);

  /** Checks the values, else throws {@link TrainingException}. */
  public GradientOptions {
    Hyperparameter.checkNotNegative("maxNorm", maxNorm);
    Hyperparameter.checkNotNegative("maxValue", maxValue);
    Hyperparameter.checkAtLeast("accumulate", 1, accumulate);
    if (maxNorm > 0 && maxValue > 0) {
      throw Hyperparameter.usage(
          "maxNorm and maxValue: found %s and %s; give one of them".formatted(maxNorm, maxValue));
    }
  }
}

package dev.stagewright.training;

import dev.stagewright.update.Rule;

/** Adam's formula with the bias corrections of a step. */
final class AdamRules {

  private AdamRules() {}

  /**
   * The rule of a step, counted from 1. Keras has the corrections in the step size, so that epsilon
   * stands beside the uncorrected root; PyTorch corrects the root.
   */
  static Rule.Adam of(
      Flavor flavor, double rate, double beta1, double beta2, double epsilon, int step) {
    // Of the numbers that the formula computes with, so that the first step is exact.
    double mean = 1 - Math.pow((float) beta1, step);
    double root = Math.sqrt(1 - Math.pow((float) beta2, step));
    boolean keras = flavor == Flavor.KERAS;
    return new Rule.Adam(
        (float) (keras ? rate * root / mean : rate / mean),
        (float) beta1,
        (float) beta2,
        (float) epsilon,
        keras ? 1 : (float) (1 / root));
  }
}

package dev.stagewright.training;

/**
 * The learning rates that a range test tries, each by one step: from the first to the last, every
 * one the same multiple of the one before.
 *
 * @param from the first rate, above 0
 * @param to the last rate, above {@code from}
 * @param steps how many, at least 10
 */
public record RateSweep(double from, double to, int steps) {

  /** From 1e-7 to 10 in 100 steps. */
  public static final RateSweep DEFAULT = new RateSweep(1e-7, 10, 100);

  /** Checks the values, else throws {@link TrainingException}. */
  public RateSweep {
    Hyperparameter.checkPositive("from", from);
    Hyperparameter.checkPositive("to", to);
    Hyperparameter.checkAtLeast("steps", 10, steps);
    if (from >= to) {
      throw Hyperparameter.usage(
          "from and to: found %s and %s; expected a higher rate at the end".formatted(from, to));
    }
  }

  /** The rate of a step, counted from 0. */
  double rate(int step) {
    return from * Math.pow(to / from, step / (steps - 1.0));
  }
}

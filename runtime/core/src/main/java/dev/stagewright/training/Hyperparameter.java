package dev.stagewright.training;

import dev.stagewright.errors.StagewrightException;

/** Checks of numbers that a plan is made of. */
final class Hyperparameter {

  private Hyperparameter() {}

  static void checkPositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw wrong(name, value, "a number above 0");
    }
  }

  static void checkNotNegative(String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw wrong(name, value, "a number of at least 0");
    }
  }

  static void checkShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw wrong(name, value, "a number of at least 0 and below 1");
    }
  }

  static void checkAtLeast(String name, int least, int value) {
    if (value < least) {
      throw usage("%s: found %s; expected at least %s".formatted(name, value, least));
    }
  }

  private static TrainingException wrong(String name, double value, String expected) {
    return usage("%s: found %s; expected %s".formatted(name, value, expected));
  }

  static TrainingException usage(String message) {
    return new TrainingException(StagewrightException.Kind.USAGE, message);
  }
}

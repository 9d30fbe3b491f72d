package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import java.util.Locale;

/**
 * How images are to be split.
 *
 * @param validationShare of all images, from 0, below 1
 * @param testShare of all images, from 0, below 1; with the validation share below 1
 * @param folds in how many folds what is not for testing is dealt, at least 2; 0 for none
 * @param seed the same seed makes the same split
 */
public record SplitPlan(double validationShare, double testShare, int folds, long seed) {

  /** Checks the numbers, else throws {@link DataException}. */
  public SplitPlan {
    checkShare("validationShare", validationShare);
    checkShare("testShare", testShare);
    if (validationShare + testShare >= 1) {
      throw new DataException(
          Kind.USAGE,
          "validationShare, testShare: found %s and %s, which leave nothing to train on; expected less than 1 together"
              .formatted(validationShare, testShare));
    }
    if (folds < 0 || folds == 1) {
      throw new DataException(
          Kind.USAGE,
          String.format(Locale.ROOT, "folds: found %d; expected at least 2, or 0 for none", folds));
    }
    if (folds > 0 && validationShare > 0) {
      throw new DataException(
          Kind.USAGE,
          String.format(
              Locale.ROOT,
              "validationShare: found %s together with %d folds, each of which is for validation once; give one of them",
              validationShare,
              folds));
    }
  }

  private static void checkShare(String name, double share) {
    if (!(share >= 0 && share < 1)) {
      throw new DataException(
          Kind.USAGE, "%s: found %s; expected from 0, less than 1".formatted(name, share));
    }
  }
}

package dev.stagewright.prediction;

import java.util.Locale;

/** How many classes are asked for. */
final class TopK {

  private TopK() {}

  static void check(int k, int classes) {
    if (k < 1 || k > classes) {
      throw new PredictionException(
          String.format(
              Locale.ROOT, "k: found %d; expected 1 to %d, the number of classes", k, classes));
    }
  }
}

package dev.stagewright.prediction;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Finds the largest outputs. */
final class TopK {

  private TopK() {}

  static void check(int k, int classes) {
    if (k < 1 || k > classes) {
      throw new PredictionException(
          String.format(
              Locale.ROOT, "k: found %d; expected 1 to %d, the number of classes", k, classes));
    }
  }

  /** The classes with the k largest outputs, largest first; of equals the first comes first. */
  static List<Integer> of(float[] outputs, int k) {
    IntToDoubleFunction output = i -> outputs[i];
    return IntStream.range(0, outputs.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> output.applyAsDouble(i)).reversed())
        .limit(k)
        .toList();
  }
}

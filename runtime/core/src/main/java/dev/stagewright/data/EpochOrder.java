package dev.stagewright.data;

import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** In which order an epoch sees its images. */
final class EpochOrder {

  private EpochOrder() {}

  /** The identity without a seed, else a permutation by Fisher and Yates. */
  static int[] of(int size, @Nullable Long seed, int epoch) {
    int[] order = IntStream.range(0, size).toArray();
    if (seed != null) {
      // A multiplier far from small numbers keeps (seed, epoch) and (seed + 1, epoch - 1) apart.
      Random random = new Random(seed + 0x9E3779B97F4A7C15L * (epoch + 1L));
      for (int i = size - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
    }
    return order;
  }
}

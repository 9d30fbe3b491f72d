package dev.stagewright.prediction;

import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The sizes of batches that are computed. An engine compiles a plan for every size, which takes
 * longer than a prediction, and keeps a few: batches in between are filled up with zeros.
 */
final class BatchSizes {

  private final int most;
  private final TreeSet<Integer> sizes = new TreeSet<>();

  /**
   * Chooses the sizes: the largest, one picture, a half, a quarter.
   *
   * @param plans how many the engine keeps; empty if every size is as good
   */
  BatchSizes(int most, OptionalInt plans) {
    this.most = most;
    IntStream.of(most, 1, most / 2, most / 4)
        .filter(size -> size > 0)
        .distinct()
        .limit(plans.orElse(0))
        .forEach(sizes::add);
  }

  /** The size to compute some pictures in, at most as many as were given. */
  int of(int pictures) {
    Integer size = sizes.ceiling(pictures);
    return size == null ? pictures : size;
  }

  /** All sizes that have to be warmed up. */
  Iterable<Integer> toWarmUp() {
    return sizes.isEmpty() ? Set.of(most) : sizes;
  }
}

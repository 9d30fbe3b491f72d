package dev.stagewright.spark;

import java.util.ArrayList;
import java.util.List;

/** Cuts a list into partitions of whole batches. */
final class Partitions {

  /** So that all cores have work to the end. */
  private static final int PER_CORE = 4;

  /** What a task loses when it starts is little beside so many. */
  private static final int MOST_BATCHES = 64;

  private Partitions() {}

  /**
   * Cuts a list.
   *
   * @param cores of all executors
   * @return all of one size, a multiple of the batch's, but for the last
   */
  static <T> List<List<T>> of(List<T> all, int batchSize, int cores) {
    int batches = ratio(all.size(), batchSize);
    int each = Math.min(MOST_BATCHES, ratio(batches, PER_CORE * cores));
    List<List<T>> partitions = new ArrayList<>();
    for (int from = 0; from < all.size(); from += each * batchSize) {
      int to = Math.min(all.size(), from + each * batchSize);
      partitions.add(new ArrayList<>(all.subList(from, to)));
    }
    return partitions;
  }

  /** Rounded up. */
  private static int ratio(int whole, int part) {
    return (whole + part - 1) / part;
  }
}

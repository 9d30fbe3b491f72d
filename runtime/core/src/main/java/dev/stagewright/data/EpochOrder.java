package dev.stagewright.data;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which images an epoch sees, one behind the other. It follows from the seed and the number of the
 * epoch alone, so that who sees a part of an epoch only sees that part.
 */
final class EpochOrder {

  private final int size;
  private final @Nullable Long seed;

  /** Sums of the images' weights; null where each is seen once. */
  private final double @Nullable [] sums;

  /**
   * Every image once.
   *
   * @param size how many there are
   * @param seed null for the source's order
   */
  EpochOrder(int size, @Nullable Long seed) {
    this(size, seed, null);
  }

  private EpochOrder(int size, @Nullable Long seed, double @Nullable [] sums) {
    this.size = size;
    this.seed = seed;
    this.sums = sums;
  }

  /**
   * As many images, each drawn anew, as PyTorch's {@code WeightedRandomSampler} does.
   *
   * @param weights how often each image is drawn, in relation to the others
   */
  EpochOrder drawn(double[] weights) {
    double[] sums = weights.clone();
    Arrays.parallelPrefix(sums, Double::sum);
    return new EpochOrder(size, seed == null ? 0 : seed, sums);
  }

  /**
   * The images of an epoch.
   *
   * @param epoch from 0
   */
  int[] of(int epoch) {
    int[] order = IntStream.range(0, size).toArray();
    if (seed == null) {
      return order;
    }
    // A multiplier far from small numbers keeps (seed, epoch) and (seed + 1, epoch - 1) apart.
    Random random = new Random(seed + 0x9E3779B97F4A7C15L * (epoch + 1L));
    if (sums != null) {
      return Arrays.stream(order).map(image -> draw(random, sums)).toArray();
    }
    for (int i = size - 1; i > 0; i--) { // Fisher and Yates
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  /** The first image whose sum is above a number below the last sum. */
  private static int draw(Random random, double[] sums) {
    double drawn = random.nextDouble() * sums[sums.length - 1];
    int found = Arrays.binarySearch(sums, drawn);
    int image = found < 0 ? -found - 1 : found + 1;
    while (image < sums.length - 1 && sums[image] <= drawn) {
      image++; // images of weight 0
    }
    return image;
  }

  /** How often each image of an order was there before. */
  static int[] repetitions(int[] order) {
    int[] seen = new int[order.length];
    return Arrays.stream(order).map(image -> seen[image]++).toArray();
  }
}

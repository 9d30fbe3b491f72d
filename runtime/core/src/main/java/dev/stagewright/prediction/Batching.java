package dev.stagewright.prediction;

import java.time.Duration;
import java.util.Locale;

/**
 * How a {@link BatchingClassifier} gathers pictures.
 *
 * @param size how many are computed at once at most, from 1. Outputs differ in their last bits with
 *     the size of the batch; 1 always gives the same bits
 * @param delay how long the first picture of a batch waits for others, from 0
 * @param queue how many may be read, wait or be computed at the same time, from 1; bounds the
 *     memory
 * @param timeout after which an answer is no longer waited for, above 0
 */
public record Batching(int size, Duration delay, int queue, Duration timeout) {

  /** Batches of 8, 2 ms to gather them, 128 pictures at a time, 30 s for an answer. */
  public static final Batching DEFAULT =
      new Batching(8, Duration.ofMillis(2), 128, Duration.ofSeconds(30));

  /**
   * Checks the numbers.
   *
   * @throws PredictionException if one is out of its range
   */
  public Batching {
    check("size", size);
    check("queue", queue);
    if (delay.isNegative()) {
      throw new PredictionException("delay: found %s; expected at least 0".formatted(delay));
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw new PredictionException("timeout: found %s; expected more than 0".formatted(timeout));
    }
  }

  private static void check(String name, int found) {
    if (found < 1) {
      throw new PredictionException(
          String.format(Locale.ROOT, "%s: found %d; expected at least 1", name, found));
    }
  }

  /**
   * The same with other sizes of batches.
   *
   * @param pictures how many are computed at once at most, from 1
   * @return other settings
   * @throws PredictionException if the number is out of its range
   */
  public Batching withSize(int pictures) {
    return new Batching(pictures, delay, queue, timeout);
  }
}

package dev.stagewright.engine;

import dev.stagewright.errors.StagewrightException;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A batch needs more memory outside of the Java heap than there is. The graph goes on with the next
 * batch, which may be smaller.
 */
public final class BatchMemoryException extends StagewrightException {

  private final long batch;
  private final OptionalLong fitting;

  /**
   * Makes the exception.
   *
   * @param what was to be done with the batch, such as "a training step"
   * @param batch the number of images
   * @param needed bytes; 0 if there is not even enough memory to find that out
   * @param free bytes that are left
   * @param fitting a number of images that would fit, if there is one
   * @param cause what failed underneath
   */
  public BatchMemoryException(
      String what, long batch, long needed, long free, OptionalLong fitting, Throwable cause) {
    super(
        Kind.FAILURE,
        String.format(
            Locale.ROOT,
            "Not enough memory for %s with a batch of %d: %s%s is free outside of the Java heap. %s, or allow more with -Dorg.bytedeco.javacpp.maxbytes and -Dorg.bytedeco.javacpp.maxphysicalbytes",
            what,
            batch,
            needed == 0 ? "" : "it needs " + megabytes(needed) + ", ",
            megabytes(free),
            fitting.isPresent()
                ? "A batch of " + fitting.getAsLong() + " fits: use smaller batches"
                : "Not even a batch of 1 fits: use smaller images"),
        cause);
    this.batch = batch;
    this.fitting = fitting;
  }

  private static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  /** The number of images that do not fit. */
  public long batch() {
    return batch;
  }

  /** A number of images that would fit, from 1; empty if not even one does. */
  public OptionalLong fitting() {
    return fitting;
  }
}

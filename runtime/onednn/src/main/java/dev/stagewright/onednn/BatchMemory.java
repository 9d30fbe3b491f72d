package dev.stagewright.onednn;

import dev.stagewright.engine.BatchMemoryException;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import org.bytedeco.javacpp.Pointer;

/** What to say of a batch for which there is not enough memory. */
final class BatchMemory {

  /** The share of the free memory that a plan may take: arrays of the batch need some, too. */
  private static final double SHARE = 0.9;

  private BatchMemory() {}

  /**
   * Finds a batch that fits, by halves.
   *
   * @param what was to be done with the batch
   * @param batch that did not fit
   * @param bytes that a plan takes, by the batch
   */
  static BatchMemoryException exceeded(
      String what, long batch, LongUnaryOperator bytes, OutOfMemoryError cause) {
    long free = free();
    try {
      long needed = bytes.applyAsLong(batch);
      long fitting = batch / 2;
      while (fitting > 0 && bytes.applyAsLong(fitting) > SHARE * free) {
        fitting /= 2;
      }
      OptionalLong fits = fitting == 0 ? OptionalLong.empty() : OptionalLong.of(fitting);
      return new BatchMemoryException(what, batch, needed, free, fits, cause);
    } catch (OutOfMemoryError again) {
      return new BatchMemoryException(what, batch, 0, free, OptionalLong.empty(), cause);
    }
  }

  /** As JavaCPP counts: what it gave out is bounded, and what the process has. */
  private static long free() {
    long free = Long.MAX_VALUE;
    if (Pointer.maxBytes() > 0) {
      free = Pointer.maxBytes() - Pointer.totalBytes();
    }
    if (Pointer.maxPhysicalBytes() > 0) {
      free = Math.min(free, Pointer.maxPhysicalBytes() - Pointer.physicalBytes());
    }
    return Math.max(0, free);
  }
}

package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;

/**
 * How training pictures are loaded; nothing of it changes the result.
 *
 * @param threads how many load pictures while the network computes, at least 1
 * @param cacheBytes how many bytes of decoded pictures are kept outside of the heap, so that later
 *     epochs need not decode them; 0 for none. Pictures are kept as 8 bits a value behind what is
 *     the same in every epoch: decoding, orientation and, unless a random resized crop takes its
 *     place, resizing. When it is full, others are decoded every time
 */
public record Loading(int threads, long cacheBytes) {

  /** A thread for each processor, no cache. */
  public static final Loading DEFAULT = new Loading(Runtime.getRuntime().availableProcessors(), 0);

  /** Checks the values, else throws {@link DataException}. */
  public Loading {
    if (threads < 1) {
      throw new DataException(Kind.USAGE, "threads: found " + threads + "; expected at least 1");
    }
    if (cacheBytes < 0) {
      throw new DataException(
          Kind.USAGE, "cacheBytes: found " + cacheBytes + "; expected at least 0");
    }
  }

  /**
   * The same with other threads.
   *
   * @param other at least 1
   * @return other settings
   */
  public Loading withThreads(int other) {
    return new Loading(other, cacheBytes);
  }

  /**
   * The same with another cache.
   *
   * @param bytes at least 0
   * @return other settings
   */
  public Loading withCache(long bytes) {
    return new Loading(threads, bytes);
  }
}

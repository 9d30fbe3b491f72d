package dev.stagewright.data;

import dev.stagewright.pictures.Picture;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Keeps pictures by number until it is full. Safe from several threads. */
final class PictureCache implements AutoCloseable {

  private final long limit;
  private final AtomicLong used = new AtomicLong();
  private final Map<Integer, Picture> kept = new ConcurrentHashMap<>();

  /**
   * Makes an empty cache.
   *
   * @param limit of all values, in bytes
   */
  PictureCache(long limit) {
    this.limit = limit;
  }

  /** A copy of a picture, to be closed, or null if it is not kept. */
  @Nullable Picture get(int number) {
    Picture found = kept.get(number);
    return found == null ? null : found.copy();
  }

  /** Keeps a copy if there is room. */
  void put(int number, Picture picture) {
    long bytes = (long) picture.height() * picture.width() * picture.channels();
    if (used.addAndGet(bytes) > limit) {
      used.addAndGet(-bytes);
      return;
    }
    Picture before = kept.put(number, picture.copy());
    if (before != null) {
      before.close();
      used.addAndGet(-bytes);
    }
  }

  @Override
  public void close() {
    kept.values().forEach(Picture::close);
    kept.clear();
  }
}

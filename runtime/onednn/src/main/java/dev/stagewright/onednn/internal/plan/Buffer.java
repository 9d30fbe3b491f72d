package dev.stagewright.onednn.internal.plan;

import org.jspecify.annotations.Nullable;

/** A stretch of memory; in the arena it has its place only from its first to its last step. */
final class Buffer {

  /** Its size; that of a buffer that several share grows while a plan is made. */
  long bytes;

  /** Whether it keeps its contents between runs. */
  final boolean persistent;

  /** Where it lies if it is not the plan's own memory, else null. */
  final @Nullable Address pinned;

  int first = Integer.MAX_VALUE;
  int last = -1;
  long offset = -1;

  private Buffer(long bytes, boolean persistent, @Nullable Address pinned) {
    this.bytes = bytes;
    this.persistent = persistent;
    this.pinned = pinned;
  }

  static Buffer transientOf(long bytes) {
    return new Buffer(bytes, false, null);
  }

  static Buffer persistentOf(long bytes) {
    return new Buffer(bytes, true, null);
  }

  static Buffer pinnedAt(Address address) {
    return new Buffer(0, true, address);
  }

  void touch(int step) {
    first = Math.min(first, step);
    last = Math.max(last, step);
  }

  /** Makes it as large as asked for, if it is not yet. */
  void reserve(long least) {
    bytes = Math.max(bytes, least);
  }

  boolean inArena() {
    return !persistent && last >= 0;
  }

  boolean meets(Buffer other) {
    return first <= other.last && other.first <= last;
  }
}

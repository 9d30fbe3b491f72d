package dev.stagewright.onednn.internal.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** One block of native memory in which buffers that are never needed together share places. */
final class Arena implements AutoCloseable {

  /** Cache lines and AVX-512 registers are 64 bytes; pages keep large buffers apart. */
  private static final long ALIGNMENT = 64;

  private final BytePointer block;
  private final long base;
  private final long bytes;

  /** Allocates the memory for buffers that have their offsets. */
  Arena(long bytes) {
    this.bytes = bytes;
    this.block = new BytePointer(bytes + ALIGNMENT);
    this.base = align(block.address());
    // Touched once here, so that no run pays for the page faults.
    Pointer.memset(block, 0, bytes + ALIGNMENT);
  }

  /**
   * Gives every buffer its offset.
   *
   * @return the bytes that all need together
   */
  static long layOut(Collection<Buffer> buffers) {
    long end = 0;
    for (Buffer buffer : buffers) {
      if (buffer.persistent && buffer.pinned == null) {
        buffer.offset = end;
        end += align(buffer.bytes);
      }
    }
    return placeTransient(buffers, end);
  }

  /** Largest first, each at the lowest offset that is free during its life. */
  private static long placeTransient(Collection<Buffer> buffers, long start) {
    List<Buffer> bySize = new ArrayList<>(buffers.stream().filter(Buffer::inArena).toList());
    bySize.sort(
        Comparator.comparingLong((Buffer b) -> -b.bytes).thenComparingInt(buffer -> buffer.first));
    List<Buffer> byOffset = new ArrayList<>();
    long end = start;
    for (Buffer buffer : bySize) {
      long offset = start;
      for (Buffer placed : byOffset) {
        if (placed.meets(buffer)) {
          if (placed.offset - offset >= align(buffer.bytes)) {
            break;
          }
          offset = Math.max(offset, placed.offset + align(placed.bytes));
        }
      }
      buffer.offset = offset;
      int place = 0;
      while (place < byOffset.size() && byOffset.get(place).offset <= offset) {
        place++;
      }
      byOffset.add(place, buffer);
      end = Math.max(end, offset + align(buffer.bytes));
    }
    return end;
  }

  Address addressOf(Tensor tensor) {
    Buffer buffer = tensor.buffer;
    long start = buffer.pinned != null ? buffer.pinned.address() : base + buffer.offset;
    return new Address(start + tensor.offset);
  }

  long bytes() {
    return bytes;
  }

  private static long align(long value) {
    return (value + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public void close() {
    block.deallocate();
  }
}

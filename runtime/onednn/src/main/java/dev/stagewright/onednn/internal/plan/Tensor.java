package dev.stagewright.onednn.internal.plan;

import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** A buffer seen through a oneDNN descriptor: dimensions in N, C, H, W order, type and layout. */
public final class Tensor {

  public final memory.desc desc;
  final Buffer buffer;

  /** Where it starts in the buffer, in bytes. */
  final long offset;

  /** Set when the plan's memory is laid out. */
  @Nullable memory memory;

  Tensor(memory.desc desc, Buffer buffer, long offset) {
    this.desc = desc;
    this.buffer = buffer;
    this.offset = offset;
  }

  memory memory() {
    if (memory == null) {
      throw new IllegalStateException("the plan's memory is not laid out yet");
    }
    return memory;
  }

  /** Whether it is somebody else's memory, into which a plan writes only what is asked for. */
  public boolean isPinned() {
    return buffer.pinned != null;
  }

  /** A part of it, or all, through another descriptor. */
  Tensor slice(memory.desc other, long bytes) {
    return new Tensor(other, buffer, offset + bytes);
  }
}

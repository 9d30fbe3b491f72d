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

  /** Whether what it holds must stay: in somebody else's memory, or from one run to the next. */
  public boolean isKept() {
    return buffer.persistent;
  }

  /** A part of it, or all, through another descriptor. */
  Tensor slice(memory.desc other, long bytes) {
    return new Tensor(other, buffer, offset + bytes);
  }
}

package dev.stagewright.onednn.plan;

import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** A buffer seen through a oneDNN descriptor: dimensions in N, C, H, W order, type and layout. */
final class Tensor {

  final memory.desc desc;
  final Buffer buffer;

  /** Set when the plan's memory is laid out. */
  @Nullable memory memory;

  Tensor(memory.desc desc, Buffer buffer) {
    this.desc = desc;
    this.buffer = buffer;
  }

  memory memory() {
    if (memory == null) {
      throw new IllegalStateException("the plan's memory is not laid out yet");
    }
    return memory;
  }

  /** The same bytes through another descriptor. */
  Tensor as(memory.desc other) {
    return new Tensor(other, buffer);
  }
}

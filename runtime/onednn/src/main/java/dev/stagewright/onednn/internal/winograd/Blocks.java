package dev.stagewright.onednn.internal.winograd;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Shape;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * Layouts in blocks of channels, float32: 16 of them with AVX-512, 8 with AVX2.
 *
 * @param size channels of a block
 */
record Blocks(int size) {

  private static final Blocks[] KNOWN = {new Blocks(16), new Blocks(8)};

  /** The blocks in which a convolution reads and writes its maps, or null if it does not. */
  static @Nullable Blocks of(
      Convolution op, long batch, memory.desc source, memory.desc destination) {
    for (Blocks blocks : KNOWN) {
      boolean whole =
          op.in().channels() % blocks.size == 0 && op.shape().channels() % blocks.size == 0;
      if (whole
          && source.equals(blocks.map(batch, op.in().channels(), op.in()))
          && destination.equals(blocks.map(batch, op.shape().channels(), op.shape()))) {
        return blocks;
      }
    }
    return null;
  }

  /** Maps: [images, channels / size, height, width, size]. */
  memory.desc map(long images, long channels, Shape shape) {
    long[] dims = {images, channels, shape.height(), shape.width()};
    var tag = size == 16 ? memory.format_tag.nChw16c : memory.format_tag.nChw8c;
    return new memory.desc(dims, memory.data_type.f32, tag);
  }

  /** 1 x 1 kernels: [out / size, in / size, size of in, size of out]. */
  memory.desc kernel(long out, long in) {
    var tag = size == 16 ? memory.format_tag.OIhw16i16o : memory.format_tag.OIhw8i8o;
    return new memory.desc(new long[] {out, in, 1, 1}, memory.data_type.f32, tag);
  }

  /** Depthwise kernels: [channels / size, height, width, size]. */
  memory.desc depthwise(long channels, long height, long width) {
    long[] dims = {channels, 1, 1, height, width};
    var tag = size == 16 ? memory.format_tag.Goihw16g : memory.format_tag.Goihw8g;
    return new memory.desc(dims, memory.data_type.f32, tag);
  }
}

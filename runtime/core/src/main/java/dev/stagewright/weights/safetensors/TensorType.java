package dev.stagewright.weights.safetensors;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.indexer.Bfloat16Indexer;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.jspecify.annotations.Nullable;

/** The types of numbers in safetensors files; floating-point numbers become float32. */
enum TensorType {
  F16(2, (bytes, at) -> HalfIndexer.toFloat(bytes.getShort(at))),
  BF16(2, (bytes, at) -> Bfloat16Indexer.toFloat(bytes.getShort(at))),
  F32(4, ByteBuffer::getFloat),
  F64(8, (bytes, at) -> (float) bytes.getDouble(at)),
  BOOL(1, null),
  U8(1, null),
  I8(1, null),
  F8_E5M2(1, null),
  F8_E4M3(1, null),
  U16(2, null),
  I16(2, null),
  U32(4, null),
  I32(4, null),
  U64(8, null),
  I64(8, null);

  private final int bytes;
  private final @Nullable Decoder decoder;

  @FunctionalInterface
  private interface Decoder {
    float decode(ByteBuffer bytes, int at);
  }

  TensorType(int bytes, @Nullable Decoder decoder) {
    this.bytes = bytes;
    this.decoder = decoder;
  }

  static Optional<TensorType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /** The size of a number. */
  int bytes() {
    return bytes;
  }

  /** Whether it is one of the types whose values are read. */
  boolean isRead() {
    return decoder != null;
  }

  /** The number at a place counted in bytes, of a buffer in little-endian order. */
  float decode(ByteBuffer buffer, int at) {
    if (decoder == null) {
      throw new IllegalStateException(this + " is not read");
    }
    return decoder.decode(buffer, at);
  }
}

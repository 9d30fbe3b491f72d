package dev.stagewright.spark.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** How gradients travel. Parameters always travel in float32. */
public enum GradientFormat {

  /** As they are. */
  FLOAT32(Float.BYTES) {
    @Override
    void write(FloatBuffer values, ByteBuffer to) {
      to.asFloatBuffer().put(values);
    }

    @Override
    void read(ByteBuffer from, FloatBuffer values) {
      values.put(from.asFloatBuffer());
    }
  },

  /**
   * The upper half of each float, rounded to the nearest, ties to even: half the bytes, 8 bits of
   * precision. What an executor computes for its own slice is not rounded, and sums are in float32.
   */
  BF16(Short.BYTES) {
    @Override
    void write(FloatBuffer values, ByteBuffer to) {
      while (values.hasRemaining()) {
        to.putShort(upperHalf(values.get()));
      }
    }

    @Override
    void read(ByteBuffer from, FloatBuffer values) {
      while (values.hasRemaining()) {
        values.put(Float.intBitsToFloat(from.getShort() << Short.SIZE));
      }
    }
  };

  private static final int QUIET_NAN = 0x7FC0;

  private final int bytes;

  GradientFormat(int bytes) {
    this.bytes = bytes;
  }

  private static short upperHalf(float value) {
    if (Float.isNaN(value)) {
      return QUIET_NAN; // rounding could make infinity of it
    }
    int bits = Float.floatToRawIntBits(value);
    int odd = (bits >>> Short.SIZE) & 1;
    return (short) ((bits + 0x7FFF + odd) >>> Short.SIZE);
  }

  /** How many bytes a value has. */
  int bytes() {
    return bytes;
  }

  /** Writes all remaining values, little-endian. */
  abstract void write(FloatBuffer values, ByteBuffer to);

  /** Reads as many values as there is room for. */
  abstract void read(ByteBuffer from, FloatBuffer values);

  /** A view of bytes as both sides want it. */
  static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}

package dev.stagewright.report.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * TensorFlow's {@code Event} message with a scalar in it, as protocol buffers encode it: {@code
 * wall_time} is field 1 (double), {@code step} 2 (int64), {@code file_version} 3 (string), {@code
 * summary} 5, in which {@code value} is 1, in which {@code tag} is 1 (string) and {@code
 * simple_value} 2 (float).
 */
final class ScalarEvent {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private ScalarEvent() {}

  /** What a file begins with. */
  static byte[] version(double wallTime) {
    return new ScalarEvent().fixed64(1, wallTime).text(3, "brain.Event:2").bytes();
  }

  /**
   * A scalar.
   *
   * @param wallTime in seconds since 1970
   * @param step of the run
   * @param tag the scalar's name
   */
  static byte[] of(double wallTime, long step, String tag, float value) {
    byte[] scalar = new ScalarEvent().text(1, tag).fixed32(2, value).bytes();
    byte[] summary = new ScalarEvent().nested(1, scalar).bytes();
    return new ScalarEvent().fixed64(1, wallTime).varint(2, step).nested(5, summary).bytes();
  }

  private ScalarEvent fixed64(int field, double value) {
    return key(field, FIXED64)
        .raw(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
  }

  private ScalarEvent fixed32(int field, float value) {
    return key(field, FIXED32)
        .raw(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(value).array());
  }

  private ScalarEvent text(int field, String value) {
    return nested(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private ScalarEvent nested(int field, byte[] bytes) {
    return key(field, BYTES).number(bytes.length).raw(bytes);
  }

  private ScalarEvent varint(int field, long value) {
    return key(field, VARINT).number(value);
  }

  private ScalarEvent key(int field, int type) {
    return number(((long) field << 3) | type);
  }

  /** Seven bits a byte, the lowest first; the eighth says that more follow. */
  private ScalarEvent number(long value) {
    long left = value;
    while ((left & ~0x7fL) != 0) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
    return this;
  }

  private ScalarEvent raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  private byte[] bytes() {
    return out.toByteArray();
  }
}

package dev.stagewright.files.hdf5;

import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How an array stores its numbers.
 *
 * @param kind the numbers' form
 * @param order their bytes' order
 */
record NumberFormat(Kind kind, ByteOrder order) {

  /** The forms that are read, with their bytes a number. */
  enum Kind {
    FLOAT16(2),
    BFLOAT16(2),
    FLOAT32(4),
    FLOAT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8);

    final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }
  }

  private static final int OPAQUE = 5;
  private static final List<String> CLASSES =
      List.of(
          "integers",
          "floating-point numbers",
          "times",
          "text",
          "bits",
          "opaque values",
          "compound values",
          "references",
          "enumerated values",
          "lists",
          "arrays",
          "complex numbers");

  /**
   * The format of a type.
   *
   * @param type the message with the type
   * @param declared what Keras writes beside types that HDF5 does not know, or null
   * @return null for a type that is not read
   */
  static @Nullable NumberFormat of(ByteBuffer type, @Nullable String declared) {
    switch (classOf(type)) {
      case FloatingPoint.CLASS_ID -> {
        FloatingPoint number = new FloatingPoint(type.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        Kind kind = kind(number);
        return kind == null ? null : new NumberFormat(kind, number.getByteOrder());
      }
      case FixedPoint.CLASS_ID -> {
        FixedPoint number = new FixedPoint(type.duplicate().order(ByteOrder.LITTLE_ENDIAN));
        Kind kind = kind(number);
        return kind == null ? null : new NumberFormat(kind, number.getByteOrder());
      }
      default -> {
        return classOf(type) == OPAQUE && bytes(type) == 2 && "bfloat16".equals(declared)
            ? new NumberFormat(Kind.BFLOAT16, ByteOrder.LITTLE_ENDIAN)
            : null;
      }
    }
  }

  /** A type in words, for messages. */
  static String inWords(ByteBuffer type) {
    int number = classOf(type);
    return String.format(
        Locale.ROOT,
        "%s of %d bytes each",
        number < CLASSES.size() ? CLASSES.get(number) : "values of the class " + number,
        bytes(type));
  }

  private static int classOf(ByteBuffer type) {
    return type.get(0) & 0xf;
  }

  private static int bytes(ByteBuffer type) {
    return type.getInt(4);
  }

  /** IEEE 754's formats and bfloat16, by the place of their bits. */
  private static @Nullable Kind kind(FloatingPoint type) {
    int sign = 8 * type.getSize() - 1;
    boolean plain =
        type.getBitOffset() == 0
            && type.getBitPrecision() == sign + 1
            && type.getSignLocation() == sign
            && type.getMantissaLocation() == 0
            && type.getExponentLocation() == type.getMantissaSize()
            && type.getExponentLocation() + type.getExponentSize() == sign
            && type.getExponentBias() == (1 << (type.getExponentSize() - 1)) - 1
            && type.getMantissaNormalization() == 2;
    if (!plain) {
      return null;
    }
    return switch (sign * 100 + type.getExponentSize()) {
      case 1505 -> Kind.FLOAT16;
      case 1508 -> Kind.BFLOAT16;
      case 3108 -> Kind.FLOAT32;
      case 6311 -> Kind.FLOAT64;
      default -> null;
    };
  }

  private static @Nullable Kind kind(FixedPoint type) {
    if (type.getBitOffset() != 0 || type.getBitPrecision() != 8 * type.getSize()) {
      return null;
    }
    return switch (type.getSize()) {
      case 1 -> type.isSigned() ? Kind.INT8 : Kind.UINT8;
      case 2 -> type.isSigned() ? Kind.INT16 : Kind.UINT16;
      case 4 -> type.isSigned() ? Kind.INT32 : Kind.UINT32;
      case 8 -> type.isSigned() ? Kind.INT64 : Kind.UINT64;
      default -> null;
    };
  }

  int bytes() {
    return kind.bytes;
  }

  boolean isFloatingPoint() {
    return kind.name().contains("FLOAT");
  }

  /** Converts {@code count} numbers that start at a byte of {@code from}. */
  void read(ByteBuffer from, int start, float[] to, int first, int count) {
    from.order(order);
    for (int i = 0; i < count; i++) {
      to[first + i] = number(from, start + i * kind.bytes);
    }
  }

  private float number(ByteBuffer from, int at) {
    return switch (kind) {
      case FLOAT16 -> FloatingPoint.toFloat(from.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(from.getShort(at) << 16); // the upper half of a float32
      case FLOAT32 -> from.getFloat(at);
      case FLOAT64 -> (float) from.getDouble(at);
      case INT8 -> from.get(at);
      case INT16 -> from.getShort(at);
      case INT32 -> from.getInt(at);
      case INT64 -> from.getLong(at);
      case UINT8 -> from.get(at) & 0xff;
      case UINT16 -> from.getShort(at) & 0xffff;
      case UINT32 -> from.getInt(at) & 0xffffffffL;
      case UINT64 -> unsigned(from.getLong(at));
    };
  }

  private static float unsigned(long bits) {
    return bits >= 0 ? bits : 2f * (bits >>> 1);
  }
}

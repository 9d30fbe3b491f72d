package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.NumpyException;
import dev.stagewright.files.NumpyHeader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Locale;
import java.util.Map;

/** Numbers of classes in a .npy file of whole numbers, [N] or [N, 1]. */
final class NumpyLabels {

  private static final Map<String, Integer> SIZES =
      Map.of("|u1", 1, "|i1", 1, "<u2", 2, "<i2", 2, "<u4", 4, "<i4", 4, "<u8", 8, "<i8", 8);

  /** Softmax over more classes than that is nothing that is trained here. */
  private static final int MOST_CLASSES = 1 << 20;

  private NumpyLabels() {}

  static int[] read(String name, FileChannel file) throws IOException {
    NumpyHeader header = NumpyPixels.header(name, file, "whole numbers");
    Integer size = SIZES.get(header.type());
    boolean fits =
        header.shape().size() == 1 || (header.shape().size() == 2 && header.shape().get(1) == 1);
    if (size == null || !fits) {
      throw new NumpyException(
          "%s: found %s of the shape %s; expected the classes' numbers, whole numbers of [N]"
              .formatted(name, Printable.of(header.type()), header.shape()));
    }
    header.checkLength(name, size, file.size() - header.start());
    long bytes = header.shape().get(0) * size;
    if (bytes > Integer.MAX_VALUE) {
      throw new NumpyException(name + ": has more labels than fit in memory");
    }
    ByteBuffer values = ByteBuffer.allocate((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (values.hasRemaining()) {
      if (file.read(values, header.start() + values.position()) < 0) {
        throw new EOFException();
      }
    }
    int[] labels = new int[Math.toIntExact(header.shape().get(0))];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = label(name, i, value(values, i, header.type()));
    }
    return labels;
  }

  private static long value(ByteBuffer values, int i, String type) {
    return switch (type) {
      case "|u1" -> values.get(i) & 0xff;
      case "|i1" -> values.get(i);
      case "<u2" -> values.getShort(2 * i) & 0xffff;
      case "<i2" -> values.getShort(2 * i);
      case "<u4" -> values.getInt(4 * i) & 0xffffffffL;
      case "<i4" -> values.getInt(4 * i);
      default -> values.getLong(8 * i);
    };
  }

  private static int label(String name, int i, long value) {
    if (value < 0 || value >= MOST_CLASSES) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: found %d as the class of picture %d; expected numbers from 0, below %d",
              name,
              value,
              i,
              MOST_CLASSES));
    }
    return (int) value;
  }
}

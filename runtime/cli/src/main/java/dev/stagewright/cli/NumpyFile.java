package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A .npy file of float32 in C order, read a few rows at a time. ND4J's own reader is native, and a
 * damaged file can end the process there.
 *
 * @param path the file
 * @param shape the array's
 * @param start where the values start
 */
record NumpyFile(Path path, List<Long> shape, long start) {

  /** After NEP 1: magic, version, length of the header, the header as a Python dictionary. */
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '(?<type>[^']*)', 'fortran_order': (?<order>True|False), 'shape': \\((?<shape>[0-9, ]*)\\),? *\\}\\s*");

  private static final int MOST_DIGITS = 18;

  /** NumPy's own limit is 10,000. */
  private static final int LONGEST_HEADER = 1 << 16;

  static NumpyFile open(Path path) {
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer fixed = read(channel, 0, 12);
      byte[] magic = new byte[MAGIC.length];
      fixed.get(magic);
      int version = fixed.get();
      fixed.get(); // minor version
      if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
        throw new NumpyException(path + ": is not a .npy file; expected one that numpy.save wrote");
      }
      int offset = version == 1 ? 10 : 12;
      long length = version == 1 ? fixed.getShort() & 0xffff : fixed.getInt() & 0xffffffffL;
      if (length > LONGEST_HEADER) {
        throw new NumpyException(
            String.format(
                Locale.ROOT,
                "%s: found a header of %d bytes; expected at most %d",
                path,
                length,
                LONGEST_HEADER));
      }
      String header = StandardCharsets.UTF_8.decode(read(channel, offset, (int) length)).toString();
      NumpyFile file = new NumpyFile(path, shape(path, header), offset + length);
      file.checkLength(channel.size() - file.start);
      return file;
    } catch (EOFException e) {
      throw new NumpyException(path + ": is truncated; write or copy it again", e);
    } catch (NoSuchFileException e) {
      throw new NumpyException(path + ": does not exist", e);
    } catch (IOException e) {
      throw new NumpyException(path + ": cannot be read: " + e, e);
    }
  }

  /** The bytes that the shape needs, against those that are there. */
  private void checkLength(long bytes) {
    BigInteger expected = BigInteger.valueOf(Float.BYTES);
    for (long side : shape) {
      expected = expected.multiply(BigInteger.valueOf(side));
    }
    if (expected.compareTo(BigInteger.valueOf(bytes)) > 0) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: is truncated: its shape %s needs %d bytes, found %d; write or copy it again",
              path,
              shape,
              expected,
              bytes));
    }
  }

  private static List<Long> shape(Path path, String header) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new NumpyException(
          "%s: found the header %s; expected one that numpy.save wrote for float32"
              .formatted(path, Printable.of(header.strip())));
    }
    String order = matcher.group("order").equals("True") ? "Fortran" : "C";
    if (!matcher.group("type").equals("<f4") || !order.equals("C")) {
      throw new NumpyException(
          "%s: found %s in %s order; expected <f4 (little-endian float32) in C order: numpy.ascontiguousarray(x, dtype=\"<f4\")"
              .formatted(path, Printable.of(matcher.group("type")), order));
    }
    if (matcher
        .group("shape")
        .matches(String.format(Locale.ROOT, ".*\\d{%d}.*", MOST_DIGITS + 1))) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: found the shape (%s); expected sides of at most %d digits",
              path,
              matcher.group("shape"),
              MOST_DIGITS));
    }
    return Arrays.stream(matcher.group("shape").split(","))
        .map(String::strip)
        .filter(side -> !side.isEmpty())
        .map(Long::valueOf)
        .toList();
  }

  private static final int MOST_AT_ONCE = Integer.MAX_VALUE / Float.BYTES;

  /** Reads {@code count} rows of the first dimension from {@code first} on. */
  INDArray rows(long first, int count) {
    long row = shape.stream().skip(1).reduce(1L, (a, b) -> a * b);
    if (count * row > MOST_AT_ONCE) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: %d images of %s have %d numbers; at most %d are computed at once. Use a smaller --batch-size",
              path,
              count,
              shape.subList(1, shape.size()),
              count * row,
              MOST_AT_ONCE));
    }
    float[] values = new float[(int) (count * row)];
    try (FileChannel channel = FileChannel.open(path)) {
      read(channel, start + 4 * first * row, 4 * values.length).asFloatBuffer().get(values);
    } catch (IOException e) {
      throw new NumpyException(path + ": cannot be read: " + e, e);
    }
    long[] sides = shape.stream().mapToLong(Long::longValue).toArray();
    sides[0] = count;
    return Nd4j.create(values, sides, 'c');
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }
}

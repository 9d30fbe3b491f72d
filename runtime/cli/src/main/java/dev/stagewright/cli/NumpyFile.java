package dev.stagewright.cli;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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

  static NumpyFile open(Path path) {
    try (FileChannel channel = FileChannel.open(path)) {
      ByteBuffer fixed = read(channel, 0, 12);
      byte[] magic = new byte[MAGIC.length];
      fixed.get(magic);
      int version = fixed.get();
      fixed.get(); // minor version
      if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
        throw new NumpyException(path + ": is no .npy file; expected one that numpy.save wrote");
      }
      int offset = version == 1 ? 10 : 12;
      int length = version == 1 ? fixed.getShort() & 0xffff : fixed.getInt();
      if (length < 0 || length > channel.size()) {
        throw new EOFException();
      }
      String header = StandardCharsets.UTF_8.decode(read(channel, offset, length)).toString();
      NumpyFile file = new NumpyFile(path, shape(path, header), (long) offset + length);
      long values = file.shape.stream().reduce(1L, Math::multiplyExact);
      if (channel.size() - file.start < 4 * values) {
        throw new EOFException();
      }
      return file;
    } catch (EOFException e) {
      throw new NumpyException(path + ": is cut off; write or copy it again", e);
    } catch (IOException e) {
      throw new NumpyException(path + ": cannot be read: " + e, e);
    }
  }

  private static List<Long> shape(Path path, String header) {
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new NumpyException(
          "%s: found the header %s; expected one that numpy.save wrote"
              .formatted(path, header.strip()));
    }
    String order = matcher.group("order").equals("True") ? "Fortran" : "C";
    if (!matcher.group("type").equals("<f4") || !order.equals("C")) {
      throw new NumpyException(
          "%s: found %s in %s order; expected <f4 (little-endian float32) in C order: numpy.ascontiguousarray(x, dtype=\"<f4\")"
              .formatted(path, matcher.group("type"), order));
    }
    return Arrays.stream(matcher.group("shape").split(","))
        .map(String::strip)
        .filter(side -> !side.isEmpty())
        .map(Long::valueOf)
        .toList();
  }

  /** Reads {@code count} rows of the first dimension from {@code first} on. */
  INDArray rows(long first, int count) {
    long row = shape.stream().skip(1).reduce(1L, Math::multiplyExact);
    float[] values = new float[Math.toIntExact(count * row)];
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

package dev.stagewright.files;

import dev.stagewright.errors.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a .npy file, after NEP 1: magic, version, length of the header, the header as a
 * Python dictionary.
 *
 * @param type of the values as NumPy writes it, for example {@code <f4}
 * @param fortran whether values are in Fortran's order, the first index changing fastest
 * @param shape the array's sides
 * @param start where the values start in the file
 */
public record NumpyHeader(String type, boolean fortran, List<Long> shape, long start) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '(?<type>[^']*)', 'fortran_order': (?<order>True|False), 'shape': \\((?<shape>[0-9, ]*)\\),? *\\}\\s*");

  private static final int MOST_DIGITS = 18;

  /** NumPy's own limit is 10,000. */
  private static final int LONGEST_HEADER = 1 << 16;

  /**
   * Reads a header.
   *
   * @param name of the file, for messages
   * @param in from the file's start; behind it are the values
   * @param expected the type of array that is wanted, for messages
   * @return the header
   * @throws NumpyException if it is none
   * @throws IOException if it cannot be read or is truncated
   */
  public static NumpyHeader read(String name, InputStream in, String expected) throws IOException {
    ByteBuffer fixed = bytes(in, 8);
    byte[] magic = new byte[MAGIC.length];
    fixed.get(magic);
    int version = fixed.get();
    if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 3) {
      throw new NumpyException(name + ": is not a .npy file; expected one that numpy.save wrote");
    }
    long length =
        version == 1 ? bytes(in, 2).getShort() & 0xffff : bytes(in, 4).getInt() & 0xffffffffL;
    if (length > LONGEST_HEADER) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: found a header of %d bytes; expected at most %d",
              name,
              length,
              LONGEST_HEADER));
    }
    String text = StandardCharsets.UTF_8.decode(bytes(in, (int) length)).toString();
    Matcher matcher = HEADER.matcher(text);
    if (!matcher.matches()) {
      throw new NumpyException(
          "%s: found the header %s; expected one that numpy.save wrote for %s"
              .formatted(name, Printable.of(text.strip()), expected));
    }
    boolean fortran = matcher.group("order").equals("True");
    long start = (version == 1 ? 10 : 12) + length;
    return new NumpyHeader(
        matcher.group("type"), fortran, shape(name, matcher.group("shape")), start);
  }

  private static List<Long> shape(String name, String text) {
    if (text.matches(String.format(Locale.ROOT, ".*\\d{%d}.*", MOST_DIGITS + 1))) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: found the shape (%s); expected sides of at most %d digits",
              name,
              text,
              MOST_DIGITS));
    }
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(side -> !side.isEmpty())
        .map(Long::valueOf)
        .toList();
  }

  private static ByteBuffer bytes(InputStream in, int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * How the values are ordered, as NumPy's users call it.
   *
   * @return C or Fortran
   */
  public String order() {
    return fortran ? "Fortran" : "C";
  }

  /**
   * Compares the bytes that the shape needs with those that are there.
   *
   * @param name of the file, for messages
   * @param size bytes a value
   * @param bytes that are there for values
   * @throws NumpyException if there are too few
   */
  public void checkLength(String name, int size, long bytes) {
    BigInteger expected = BigInteger.valueOf(size);
    for (long side : shape) {
      expected = expected.multiply(BigInteger.valueOf(side));
    }
    if (expected.compareTo(BigInteger.valueOf(bytes)) > 0) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: is truncated: its shape %s needs %d bytes, found %d; write or copy it again",
              name,
              shape,
              expected,
              bytes));
    }
  }
}

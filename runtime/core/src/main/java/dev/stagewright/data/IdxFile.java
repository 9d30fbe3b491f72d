package dev.stagewright.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file of unsigned bytes: two zero bytes, the type (8), the number of dimensions, each
 * dimension as a big-endian int, then the values and nothing else. Plain or gzipped.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record IdxFile(int[] shape, byte[] values) {

  private static final int UNSIGNED_BYTE = 8;
  private static final int LARGEST = Integer.MAX_VALUE - 8;

  int unsigned(int index) {
    return values[index] & 0xff;
  }

  /** Whether a file starts as one of images does; a file that cannot be read does not. */
  static boolean isImages(Path file) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      InputStream plain = isZipped(raw) ? new GZIPInputStream(raw) : raw;
      return new DataInputStream(plain).readInt() == (UNSIGNED_BYTE << 8 | 3);
    } catch (IOException e) {
      return false; // whoever reads it tells more
    }
  }

  private static boolean isZipped(InputStream raw) throws IOException {
    raw.mark(2);
    boolean zipped = raw.read() == 0x1f && raw.read() == 0x8b;
    raw.reset();
    return zipped;
  }

  static IdxFile read(Path file, int dimensions) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      if (!isZipped(raw)) {
        return read(file, raw, Files.size(file), dimensions);
      }
      try (GzipBytes bytes = GzipBytes.of(raw.readAllBytes())) {
        IdxFile read = read(file, bytes, bytes.most(), dimensions);
        bytes.requireEnd();
        return read;
      }
    } catch (EOFException e) {
      throw new DataException(file + ": is truncated; copy or download it again", e);
    } catch (ZipException e) {
      throw new DataException(
          "%s: its gzip data are damaged (%s); copy or download it again"
              .formatted(file, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e, e);
    }
  }

  /**
   * Reads a header and its values.
   *
   * @param most bytes that the stream can have
   */
  private static IdxFile read(Path file, InputStream stream, long most, int dimensions)
      throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int expected = UNSIGNED_BYTE << 8 | dimensions;
    int magic = in.readInt();
    if (magic != expected) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found the magic number 0x%08x; expected 0x%08x, an IDX file of unsigned bytes with %d dimension(s)",
              file,
              magic,
              expected,
              dimensions));
    }
    int[] shape = new int[dimensions];
    for (int i = 0; i < dimensions; i++) {
      shape[i] = in.readInt();
    }
    long length = length(shape);
    if (length > LARGEST) {
      throw new DataException(
          "%s: found dimensions %s; expected numbers from 0 and at most 2 GiB of values"
              .formatted(file, Arrays.toString(shape)));
    }
    // Before memory is taken for what cannot be there.
    byte[] values = in.readNBytes((int) Math.min(length, most));
    if (values.length < length) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: is truncated: found %d values; its header %s says %d. Copy or download it again",
              file,
              values.length,
              Arrays.toString(shape),
              length));
    }
    if (in.read() >= 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found more bytes than the %d values that its header %s says; expected nothing after them. Copy or download it again",
              file,
              length,
              Arrays.toString(shape)));
    }
    return new IdxFile(shape, values);
  }

  /** The product, or more than {@link #LARGEST} if it, or a dimension, is out of range. */
  private static long length(int[] shape) {
    long length = 1;
    for (int dimension : shape) {
      length = dimension < 0 || length > LARGEST ? Long.MAX_VALUE : length * dimension;
    }
    return length;
  }
}

package dev.stagewright.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * An IDX file of unsigned bytes: two zero bytes, the type (8), the number of dimensions, each
 * dimension as a big-endian int, then the values.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record IdxFile(int[] shape, byte[] values) {

  private static final int UNSIGNED_BYTE = 8;

  int unsigned(int index) {
    return values[index] & 0xff;
  }

  static IdxFile read(Path file, int dimensions) {
    try (DataInputStream in = new DataInputStream(unzipped(file))) {
      int expected = UNSIGNED_BYTE << 8 | dimensions;
      int magic = in.readInt();
      if (magic != expected) {
        throw new DataException(
            "%s: found the magic number 0x%08x; expected 0x%08x, an IDX file of unsigned bytes with %d dimension(s)"
                .formatted(file, magic, expected, dimensions));
      }
      int[] shape = new int[dimensions];
      long length = 1;
      for (int i = 0; i < dimensions; i++) {
        shape[i] = in.readInt();
        length = shape[i] < 0 ? Long.MAX_VALUE : Math.multiplyExact(length, shape[i]);
      }
      byte[] values = length > Integer.MAX_VALUE - 8 ? null : in.readNBytes((int) length);
      if (values == null) {
        throw new DataException(
            "%s: found dimensions %s; expected at most 2 GiB of values"
                .formatted(file, Arrays.toString(shape)));
      }
      if (values.length < length) {
        throw new DataException(
            "%s: is cut off: found %d values; its header %s says %d"
                .formatted(file, values.length, Arrays.toString(shape), length));
      }
      return new IdxFile(shape, values);
    } catch (EOFException e) {
      throw new DataException(file + ": is cut off; copy or download it again", e);
    } catch (ArithmeticException e) {
      throw new DataException(file + ": found dimensions whose product overflows", e);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e, e);
    }
  }

  private static InputStream unzipped(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file));
    try {
      raw.mark(2);
      boolean zipped = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return zipped ? new BufferedInputStream(new GZIPInputStream(raw)) : raw;
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }
}

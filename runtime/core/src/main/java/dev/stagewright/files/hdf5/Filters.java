package dev.stagewright.files.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.filter.ByteShuffleFilter;
import io.jhdf.filter.LzfFilter;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** What chunks went through before they were stored, undone within the bytes of a chunk. */
final class Filters {

  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int FLETCHER32 = 3;
  private static final int LZF = 32000;

  private static final Map<Integer, String> UNREAD =
      Map.of(
          4,
          "szip",
          5,
          "nbit",
          6,
          "scaleoffset",
          307,
          "bzip2",
          32001,
          "Blosc",
          32004,
          "LZ4",
          32008,
          "bitshuffle",
          32015,
          "Zstandard");

  /** What the checksums of filters may add to a chunk's bytes. */
  private static final int CHECKSUMS = 64;

  private Filters() {}

  static void checkKnown(String what, FilterInfo filter) {
    int id = filter.getId();
    if (id != DEFLATE && id != SHUFFLE && id != FLETCHER32 && id != LZF) {
      throw new UncheckedIOException(
          Hdf5Exception.unread(
              String.format(
                  Locale.ROOT,
                  "%s is stored with the filter %s (number %d)",
                  what,
                  UNREAD.getOrDefault(id, filter.getName()),
                  id),
              "Known are gzip, shuffle, fletcher32 and lzf; undo the filter with: h5repack -f NONE OLD NEW"));
    }
  }

  static byte[] decode(FilterInfo filter, byte[] bytes, int chunkBytes) {
    int most = chunkBytes + CHECKSUMS;
    return switch (filter.getId()) {
      case DEFLATE -> inflated(bytes, most);
      case SHUFFLE -> new ByteShuffleFilter().decode(bytes, filter.getData());
      case FLETCHER32 -> checked(bytes);
      default -> expanded(filter, bytes, most);
    };
  }

  private static byte[] inflated(byte[] bytes, int most) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      byte[] plain = new byte[most];
      int count = 0;
      while (!inflater.finished()) {
        int more = inflater.inflate(plain, count, most - count);
        if (more == 0 && !inflater.finished()) {
          throw new HdfException(
              count == most
                  ? String.format(
                      Locale.ROOT, "a compressed chunk expands to more than its %d bytes", most)
                  : "a compressed chunk ends early");
        }
        count += more;
      }
      return Arrays.copyOf(plain, count);
    } catch (DataFormatException e) {
      throw new HdfException("a compressed chunk cannot be expanded: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] expanded(FilterInfo filter, byte[] bytes, int most) {
    int[] settings = filter.getData();
    if (settings.length < 3 || settings[2] < 1 || settings[2] > most) {
      throw new HdfException("its lzf filter has the settings " + Arrays.toString(settings));
    }
    return new LzfFilter().decode(bytes, settings);
  }

  /** jHDF's own filter neither compares the checksum nor takes it off. */
  private static byte[] checked(byte[] bytes) {
    int length = bytes.length - Integer.BYTES;
    if (length < 0) {
      throw new HdfException("a chunk is too short for its fletcher32 checksum");
    }
    int found = fletcher32(bytes, length);
    int stored = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      stored |= (bytes[length + i] & 0xff) << (8 * i);
    }
    // Version 1.6.2 of the library wrote the bytes of each half in the other order.
    int swapped = ((stored & 0x00ff00ff) << 8) | ((stored >>> 8) & 0x00ff00ff);
    if (found != stored && found != swapped) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "a chunk has the fletcher32 checksum %08x; the file says %08x",
              found,
              stored));
    }
    return Arrays.copyOf(bytes, length);
  }

  /** Fletcher's checksum of big-endian 16-bit words, with sums modulo 65,535 (H5checksum.c). */
  private static int fletcher32(byte[] bytes, int length) {
    long sum = 0;
    long sumOfSums = 0;
    for (int i = 0; i < length; i += 2) {
      int low = i + 1 < length ? bytes[i + 1] & 0xff : 0;
      sum += ((bytes[i] & 0xff) << 8) | low;
      sumOfSums += sum;
      if (i % 8192 == 0) { // long before the sums overflow
        sum = folded(sum);
        sumOfSums = folded(sumOfSums);
      }
    }
    return (int) ((folded(sumOfSums) << 16) | folded(sum));
  }

  /** Adds the upper to the lower 16 bits until none are left, as the library does. */
  private static long folded(long sum) {
    long folded = sum;
    while (folded > 0xffff) {
      folded = (folded & 0xffff) + (folded >>> 16);
    }
    return folded;
  }
}

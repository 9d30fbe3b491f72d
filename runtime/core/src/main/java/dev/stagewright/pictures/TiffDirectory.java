package dev.stagewright.pictures;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF file, or of EXIF data: numbers by tag. All places are counted from
 * the TIFF header, which starts with II (little-endian) or MM (big-endian).
 */
final class TiffDirectory {

  private static final int ORIENTATION = 274;
  private static final int ENTRY = 12;

  /**
   * A tag's values.
   *
   * @param bytes of one value, 1, 2 or 4
   * @param at where the first one is
   */
  private record Values(int bytes, long count, long at) {}

  private final Bytes in;
  private final long start;
  private final long end;
  private final boolean littleEndian;
  private final Map<Integer, Values> tags = new HashMap<>();

  private TiffDirectory(Bytes in, long start, long end, boolean littleEndian) {
    this.in = in;
    this.start = start;
    this.end = end;
    this.littleEndian = littleEndian;
  }

  /**
   * Reads the first directory.
   *
   * @param start where the TIFF header is
   * @param end where the data end
   * @return null if there is no TIFF header
   */
  static @Nullable TiffDirectory first(Bytes in, long start, long end) {
    boolean littleEndian = in.hasAt(start, "II*\0");
    if (!littleEndian && !in.hasAt(start, "MM\0*")) {
      return null;
    }
    TiffDirectory directory = new TiffDirectory(in, start, end, littleEndian);
    directory.readEntries(directory.number(4, 4));
    return directory;
  }

  private void readEntries(long at) {
    long entries = number(at, 2);
    for (long i = 0; i < entries; i++) {
      long entry = at + 2 + i * ENTRY;
      int bytes = size(number(entry + 2, 2));
      long count = number(entry + 4, 4);
      if (bytes > 0) {
        long place = bytes * count <= 4 ? entry + 8 : number(entry + 8, 4);
        tags.putIfAbsent((int) number(entry, 2), new Values(bytes, count, place));
      }
    }
  }

  /** Bytes of a value of the types BYTE, SHORT and LONG; 0 for others, which say nothing here. */
  private static int size(long type) {
    return type == 1 ? 1 : type == 3 ? 2 : type == 4 ? 4 : 0;
  }

  private long number(long at, int bytes) {
    long place = start + at;
    if (place < start || place + bytes > end) {
      throw new Bytes.EndException();
    }
    return switch (bytes) {
      case 1 -> in.u8(place);
      case 2 -> in.u16(place, littleEndian);
      default -> in.u32(place, littleEndian);
    };
  }

  /** How many values a tag has; 0 if it is not there. */
  long count(int tag) {
    Values values = tags.get(tag);
    return values == null ? 0 : values.count();
  }

  /** One of a tag's values, or another number if the tag is not there. */
  long value(int tag, long index, long otherwise) {
    Values values = tags.get(tag);
    return values == null || index >= values.count()
        ? otherwise
        : number(values.at() + index * values.bytes(), values.bytes());
  }

  /** The tag's value from 1 to 8; 1 where it is absent or another number. */
  int orientation() {
    long value = value(ORIENTATION, 0, Exif.UPRIGHT);
    return value >= 1 && value <= 8 ? (int) value : Exif.UPRIGHT;
  }
}

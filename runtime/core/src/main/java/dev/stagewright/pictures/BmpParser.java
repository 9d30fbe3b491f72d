package dev.stagewright.pictures;

import java.util.Set;

/** BMP: a file header, an information header of several sizes, a palette, rows of pixels. */
final class BmpParser implements FormatParser {

  private static final int INFO = 14;
  private static final int CORE_HEADER = 12;
  private static final Set<Integer> HEADERS = Set.of(CORE_HEADER, 40, 52, 56, 64, 108, 124);

  /** What {@code biCompression} says: plain pixels, run lengths of 8 and 4 bits, or color masks. */
  private static final int PLAIN = 0;

  private static final Set<Integer> RUN_LENGTHS = Set.of(1, 2);
  private static final Set<Integer> MASKS = Set.of(3, 6);

  @Override
  public boolean matches(Bytes in) {
    return in.hasAt(0, "BM") && in.size() >= INFO + 4 && HEADERS.contains((int) in.u32(INFO, true));
  }

  @Override
  public PictureHeader header(Bytes in) {
    boolean core = in.u32(INFO, true) == CORE_HEADER;
    long width = core ? in.u16(INFO + 4, true) : in.u32(INFO + 4, true);
    // Negative where the first row is the upper one.
    long height = core ? in.u16(INFO + 6, true) : Math.abs((int) in.u32(INFO + 8, true));
    int bits = in.u16(INFO + (core ? 10 : 14), true);
    int compression = core ? PLAIN : (int) in.u32(INFO + 16, true);
    if (compression == PLAIN || MASKS.contains(compression)) {
      long row = (width * bits + 31) / 32 * 4;
      in.requireUpTo(in.u32(10, true) + row * height);
    } else if (!RUN_LENGTHS.contains(compression)) {
      throw PictureException.unsupported(
          PictureFormat.BMP, "compression " + compression, "none, run lengths or color masks");
    }
    // OpenCV takes 5 bits for the upper ones of 8, does not know every mask, and takes pictures
    // with a core header for gray.
    boolean exact = !core && compression == PLAIN && bits != 16;
    return new PictureHeader(
        PictureFormat.BMP, width, height, exact ? Codec.OPENCV : Codec.IMAGE_IO);
  }
}

package dev.stagewright.pictures;

/** WebP: a RIFF container of chunks with little-endian lengths, padded to even places. */
final class WebpParser implements FormatParser {

  private static final int FIRST_CHUNK = 12;

  @Override
  public boolean matches(Bytes in) {
    return in.hasAt(0, "RIFF") && in.hasAt(8, "WEBP");
  }

  @Override
  public PictureHeader header(Bytes in) {
    long end = 8 + in.u32(4, true);
    in.requireUpTo(end);
    long data = FIRST_CHUNK + 8;
    if (in.hasAt(FIRST_CHUNK, "VP8 ")) {
      return sized(in.u16(data + 6, true) & 0x3fff, in.u16(data + 8, true) & 0x3fff);
    }
    if (in.hasAt(FIRST_CHUNK, "VP8L")) {
      long bits = in.u32(data + 1, true);
      return sized((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
    }
    if (in.hasAt(FIRST_CHUNK, "VP8X")) {
      return sized(u24(in, data + 4) + 1, u24(in, data + 7) + 1)
          .withOrientation(orientation(in, end));
    }
    throw PictureException.damaged(PictureFormat.WEBP, "found no VP8, VP8L or VP8X chunk");
  }

  private static PictureHeader sized(long width, long height) {
    return new PictureHeader(PictureFormat.WEBP, width, height, Codec.OPENCV);
  }

  private static long u24(Bytes in, long at) {
    return in.u8(at) | in.u8(at + 1) << 8 | in.u8(at + 2) << 16;
  }

  private static int orientation(Bytes in, long end) {
    for (long at = FIRST_CHUNK; at + 8 <= end; ) {
      long length = in.u32(at + 4, true);
      if (in.hasAt(at, "EXIF")) {
        return Exif.orientation(in, at + 8, Math.min(end, at + 8 + length));
      }
      at += 8 + length + (length & 1);
    }
    return Exif.UPRIGHT;
  }
}

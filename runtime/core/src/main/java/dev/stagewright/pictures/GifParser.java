package dev.stagewright.pictures;

import java.util.List;
import java.util.Locale;

/**
 * GIF: a screen, a table of colors, then blocks: extensions, and frames at places on the screen.
 */
final class GifParser implements FormatParser {

  private static final int EXTENSION = 0x21;
  private static final int FRAME = 0x2c;
  private static final int TRAILER = 0x3b;

  /** Where the first frame lies on a screen. */
  record Frame(int left, int top, int screenWidth, int screenHeight) {}

  @Override
  public boolean matches(Bytes in) {
    return in.hasAt(0, "GIF87a") || in.hasAt(0, "GIF89a");
  }

  @Override
  public PictureHeader header(Bytes in) {
    Frame frame = firstFrame(in);
    return new PictureHeader(
        PictureFormat.GIF, frame.screenWidth(), frame.screenHeight(), Codec.IMAGE_IO);
  }

  /** The first frame; a screen that is too small for it counts as larger, as in browsers. */
  static Frame firstFrame(Bytes in) {
    long at = 13L + tableBytes(in.u8(10));
    while (in.u8(at) == EXTENSION) {
      at = endOfBlocks(in, at + 2);
    }
    if (in.u8(at) != FRAME) {
      throw PictureException.damaged(PictureFormat.GIF, "found no frame");
    }
    if (tableBytes(in.u8(10)) + tableBytes(in.u8(at + 9)) == 0) {
      throw PictureException.unsupported(PictureFormat.GIF, "no table of colors", "one");
    }
    int left = in.u16(at + 1, true);
    int top = in.u16(at + 3, true);
    return new Frame(
        left,
        top,
        Math.max(in.u16(6, true), left + in.u16(at + 5, true)),
        Math.max(in.u16(8, true), top + in.u16(at + 7, true)));
  }

  /** What a table of colors takes, from the flags in front of it. */
  private static int tableBytes(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  /** Skips blocks of data, of which the last one is empty. */
  private static long endOfBlocks(Bytes in, long at) {
    while (in.u8(at) != 0) {
      at += 1 + in.u8(at);
    }
    return at + 1;
  }

  @Override
  public boolean seemsWhole(Bytes in) {
    return in.u8(in.size() - 1) == TRAILER;
  }

  @Override
  public List<Span> body(Bytes in) {
    long at = 13L + tableBytes(in.u8(10));
    while (in.u8(at) != TRAILER) {
      int kind = in.u8(at);
      if (kind == EXTENSION) {
        at = endOfBlocks(in, at + 2);
      } else if (kind == FRAME) {
        at = endOfBlocks(in, at + 11 + tableBytes(in.u8(at + 9)));
      } else {
        throw PictureException.damaged(
            PictureFormat.GIF, String.format(Locale.ROOT, "found a block of kind %d", kind));
      }
    }
    return FormatParser.super.body(in);
  }
}

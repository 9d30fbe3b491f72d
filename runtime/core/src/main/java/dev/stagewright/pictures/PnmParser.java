package dev.stagewright.pictures;

import java.util.Locale;

/**
 * PBM, PGM and PPM: P and a digit, then width, height and (but for PBM) the largest value as
 * decimal numbers among white space and comments, then the pixels as numbers or as bytes.
 */
final class PnmParser implements FormatParser {

  /**
   * What the text in front of the pixels says.
   *
   * @param kind from 1 to 6
   * @param max the value of white, from 1 to 65535
   * @param pixels where they start
   */
  record Layout(int kind, long width, long height, int max, long pixels) {

    /** Whether pixels are written as decimal numbers. */
    boolean isText() {
      return kind <= 3;
    }

    /** Whether a byte is a value and needs no conversion. */
    boolean isBytes() {
      return !isText() && max == 255;
    }

    boolean isBitmap() {
      return kind == 1 || kind == 4;
    }

    int channels() {
      return kind == 3 || kind == 6 ? 3 : 1;
    }

    /** Bytes of a row of pixels that are not text. */
    long rowBytes() {
      return isBitmap() ? (width + 7) / 8 : width * channels() * (max > 255 ? 2 : 1);
    }
  }

  @Override
  public boolean matches(Bytes in) {
    return in.size() > 2
        && in.u8(0) == 'P'
        && in.u8(1) >= '1'
        && in.u8(1) <= '6'
        && (isSpace(in.u8(2)) || in.u8(2) == '#');
  }

  @Override
  public PictureHeader header(Bytes in) {
    Layout layout = layout(in);
    PictureHeader header =
        new PictureHeader(PictureFormat.PNM, layout.width(), layout.height(), Codec.PNM).check();
    long row =
        layout.isText()
            ? layout.width() * layout.channels() * (layout.isBitmap() ? 1 : 2)
            : layout.rowBytes();
    long end = layout.pixels() + row * layout.height();
    in.requireUpTo(layout.isText() ? end - 1 : end); // no space behind the last number
    return header;
  }

  static Layout layout(Bytes in) {
    int kind = in.u8(1) - '0';
    boolean bitmap = kind == 1 || kind == 4;
    long[] numbers = new long[bitmap ? 2 : 3];
    long at = 2;
    for (int i = 0; i < numbers.length; i++) {
      at = endOfSpace(in, at);
      for (; isDigit(in.u8(at)) && numbers[i] < Integer.MAX_VALUE; at++) {
        numbers[i] = 10 * numbers[i] + in.u8(at) - '0';
      }
    }
    if (!isSpace(in.u8(at))) {
      throw PictureException.damaged(PictureFormat.PNM, "found no numbers for its size");
    }
    long max = bitmap ? 1 : numbers[2];
    if (max < 1 || max > 65535) {
      throw PictureException.damaged(
          PictureFormat.PNM, String.format(Locale.ROOT, "found %d as its largest value", max));
    }
    return new Layout(kind, numbers[0], numbers[1], (int) max, at + 1);
  }

  static long endOfSpace(Bytes in, long at) {
    while (isSpace(in.u8(at)) || in.u8(at) == '#') {
      if (in.u8(at) == '#') {
        while (in.u8(at) != '\n' && in.u8(at) != '\r') {
          at++;
        }
      }
      at++;
    }
    return at;
  }

  static boolean isDigit(int value) {
    return value >= '0' && value <= '9';
  }

  private static boolean isSpace(int value) {
    return value == ' ' || (value >= '\t' && value <= '\r');
  }
}

package dev.stagewright.pictures;

import java.util.List;
import java.util.Locale;

/**
 * Decodes PBM, PGM and PPM. OpenCV takes raw values as they are whatever the largest one; here the
 * largest is white.
 */
final class PnmDecoder {

  private final byte[] picture;
  private final Bytes in;
  private final PnmParser.Layout layout;
  private long at;

  private PnmDecoder(byte[] picture) {
    this.picture = picture;
    this.in = Bytes.of(picture);
    this.layout = PnmParser.layout(in);
    this.at = layout.pixels();
  }

  static Picture decode(
      PictureHeader header, byte[] picture, List<FormatParser.Span> parts, DecodeOptions options) {
    return new PnmDecoder(picture).decode((int) header.width(), (int) header.height());
  }

  private Picture decode(int width, int height) {
    int channels = layout.channels();
    byte[] values = new byte[Math.multiplyExact(height, width * channels)];
    if (layout.isBytes()) {
      System.arraycopy(picture, (int) layout.pixels(), values, 0, values.length);
      return Picture.of(values, height, width, channels);
    }
    for (int y = 0; y < height; y++) {
      at = layout.isText() ? at : layout.pixels() + y * layout.rowBytes();
      for (int i = 0; i < width * channels; i++) {
        values[y * width * channels + i] = (byte) to8Bits(layout.isText() ? text() : raw(i));
      }
    }
    return Picture.of(values, height, width, channels);
  }

  private int raw(int i) {
    if (layout.isBitmap()) {
      return 1 - (in.u8(at + i / 8) >> (7 - i % 8) & 1); // 1 is black
    }
    return layout.max() > 255 ? in.u16(at + 2L * i, false) : in.u8(at + i);
  }

  private int text() {
    at = PnmParser.endOfSpace(in, at);
    if (layout.isBitmap()) {
      return '1' - in.u8(at++); // one digit a pixel, with or without space between
    }
    int value = 0;
    long start = at;
    while (at < in.size() && PnmParser.isDigit(in.u8(at)) && value <= layout.max()) {
      value = 10 * value + in.u8(at++) - '0';
    }
    return at == start ? -1 : value;
  }

  private int to8Bits(int value) {
    int max = layout.max();
    if (value < 0 || value > max) {
      throw PictureException.damaged(
          PictureFormat.PNM,
          String.format(Locale.ROOT, "found a value that is not from 0 to %d", max));
    }
    return max > 255 ? (int) (value * 65535L / max) >> 8 : (value * 255 + max / 2) / max;
  }
}

package dev.stagewright.report;

import dev.stagewright.reporting.EncodedPicture;

/** Pictures side by side in rows. */
final class ContactSheet {

  /** As wide as a page's column. */
  private static final int WIDTH = 1024;

  private static final int ROWS = 3;
  private static final int GAP = 2;

  /** Smaller pictures are shown with larger pixels. */
  private static final int SIDE = 56;

  private ContactSheet() {}

  /**
   * Lays out the first pictures of a batch.
   *
   * @param values [pictures, height, width, channels]
   */
  static EncodedPicture of(float[] values, int height, int width, int channels) {
    int pictures = values.length / (height * width * channels);
    int zoom = Math.max(1, SIDE / width);
    int down = height * zoom + GAP;
    int across = width * zoom + GAP;
    int columns = Math.min(pictures, Math.max(1, (WIDTH + GAP) / across));
    int rows = Math.min(ROWS, pictures / columns);
    int sheetHeight = rows * down - GAP;
    int sheetWidth = columns * across - GAP;
    byte[] sheet = new byte[sheetHeight * sheetWidth * channels];
    Scale scale = Scale.of(values);
    for (int y = 0; y < sheetHeight; y++) {
      for (int x = 0; x < sheetWidth; x++) {
        int picture = y / down * columns + x / across;
        int row = y % down / zoom;
        int column = x % across / zoom;
        for (int c = 0; c < channels && row < height && column < width; c++) {
          float value = values[((picture * height + row) * width + column) * channels + c];
          sheet[(y * sheetWidth + x) * channels + c] = scale.level(value);
        }
      }
    }
    return new Thumbnail(sheet, sheetHeight, sheetWidth, channels).encode(zoom > 1 ? "png" : "jpg");
  }

  private record Scale(float least, float greatest) {
    static Scale of(float[] values) {
      float least = Float.POSITIVE_INFINITY;
      float greatest = Float.NEGATIVE_INFINITY;
      for (float value : values) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      return new Scale(least, greatest);
    }

    byte level(float value) {
      return (byte)
          Math.round(255 * (value - least) / Math.max(greatest - least, Float.MIN_NORMAL));
    }
  }
}

package dev.stagewright.report;

/** A map of what spoke for a class, laid over a picture: dark gray where nothing did, to yellow. */
final class HeatOverlay {

  private static final double GROUND = 0.55;

  private HeatOverlay() {}

  /**
   * Lays a map over a picture.
   *
   * @param map [rows, columns] over the whole picture, not negative
   */
  static Thumbnail of(Thumbnail picture, float[][] map) {
    double greatest = 0;
    for (float[] row : map) {
      for (float value : row) {
        greatest = Math.max(greatest, value);
      }
    }
    byte[] values = new byte[picture.height() * picture.width() * 3];
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        double heat = greatest == 0 ? 0 : at(map, picture, y, x) / greatest;
        double gray = GROUND * gray(picture, y, x);
        int place = (y * picture.width() + x) * 3;
        values[place] = mixed(gray, heat, 255);
        values[place + 1] = mixed(gray, heat, 60 + 160 * heat);
        values[place + 2] = mixed(gray, heat, 20);
      }
    }
    return new Thumbnail(values, picture.height(), picture.width(), 3);
  }

  private static byte mixed(double gray, double heat, double color) {
    double share = 0.75 * heat;
    return (byte) Math.round((1 - share) * gray + share * color);
  }

  /** As in Rec. 601. */
  private static double gray(Thumbnail picture, int y, int x) {
    return 0.299 * picture.value(y, x, 0)
        + 0.587 * picture.value(y, x, 1)
        + 0.114 * picture.value(y, x, 2);
  }

  /** Between the nearest cells, whose values are those of their middles. */
  private static double at(float[][] map, Thumbnail picture, int y, int x) {
    double row = (y + 0.5) * map.length / picture.height() - 0.5;
    double column = (x + 0.5) * map[0].length / picture.width() - 0.5;
    int top = clamp((int) Math.floor(row), map.length);
    int bottom = clamp((int) Math.floor(row) + 1, map.length);
    int left = clamp((int) Math.floor(column), map[0].length);
    int right = clamp((int) Math.floor(column) + 1, map[0].length);
    double down = row - Math.floor(row);
    double across = column - Math.floor(column);
    return (1 - down) * ((1 - across) * map[top][left] + across * map[top][right])
        + down * ((1 - across) * map[bottom][left] + across * map[bottom][right]);
  }

  private static int clamp(int index, int size) {
    return Math.min(size - 1, Math.max(0, index));
  }
}

package dev.stagewright.pictures;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Writes GIF files. */
final class GifFiles {

  private static final int COLORS = 128;
  private static final int CLEAR = 128;
  private static final int END = 129;

  private GifFiles() {}

  static void addTo(Map<String, Sample.Maker> kinds) {
    kinds.put("palette.gif", random -> file(random, false, -1));
    kinds.put("palette of the frame.gif", random -> file(random, true, -1));
    kinds.put("transparent.gif", random -> file(random, false, 5));
    kinds.put("frame on a larger screen.gif", random -> onScreen(random, -1));
    kinds.put("transparent frame on a larger screen.gif", random -> onScreen(random, 7));
  }

  private static Sample file(Random random, boolean local, int transparent) {
    Grid grid = Grid.random(random, 1, COLORS - 1);
    int[] colors = random.ints(3L * COLORS, 0, 256).toArray();
    BytesOut out = screen(grid.width(), grid.height(), local ? new int[0] : colors);
    frame(out, grid, 0, 0, local ? colors : new int[0], transparent);
    frame(out, grid.map(COLORS - 1, value -> COLORS - 1 - value), 0, 0, colors, -1);
    return Sample.of(out.u8(0x3b).toByteArray(), grid.lookUp(colors));
  }

  /** Around the frame is the transparent color, else the first one. */
  private static Sample onScreen(Random random, int transparent) {
    Grid grid = Grid.random(random, 1, COLORS - 1);
    int[] colors = random.ints(3L * COLORS, 0, 256).toArray();
    int left = random.nextInt(4);
    int top = 1 + random.nextInt(4);
    int width = left + grid.width() + random.nextInt(4);
    int height = top + grid.height() + random.nextInt(4);
    BytesOut out = screen(width, height, colors);
    frame(out, grid, left, top, new int[0], transparent);
    int[] seen = new int[height * width];
    Arrays.fill(seen, Math.max(0, transparent));
    for (int y = 0; y < grid.height(); y++) {
      int from = y * grid.width();
      System.arraycopy(grid.values(), from, seen, (top + y) * width + left, grid.width());
    }
    Grid expected = new Grid(height, width, 1, COLORS - 1, seen).lookUp(colors);
    return Sample.of(out.u8(0x3b).toByteArray(), expected);
  }

  private static BytesOut screen(int width, int height, int... colors) {
    BytesOut out = new BytesOut(true).text("GIF89a").u16(width, height);
    out.u8(colors.length == 0 ? 0x70 : 0xf6, 200, 0).u8(colors); // a background out of range
    return out.u8(0x21, 0xfe, 3).text("abc").u8(0); // a comment
  }

  private static void frame(
      BytesOut out, Grid grid, int left, int top, int[] colors, int transparent) {
    if (transparent >= 0) {
      out.u8(0x21, 0xf9, 4, 1, 0, 0, transparent, 0);
    }
    out.u8(0x2c).u16(left, top, grid.width(), grid.height());
    out.u8(colors.length == 0 ? 0 : 0x86).u8(colors).u8(7);
    byte[] codes = codes(grid.values());
    for (int from = 0; from < codes.length; from += 255) {
      int to = Math.min(codes.length, from + 255);
      out.u8(to - from).bytes(Arrays.copyOfRange(codes, from, to));
    }
    out.u8(0);
  }

  /** Without compression: codes of 8 bits, cleared before they would have to grow. */
  private static byte[] codes(int... values) {
    BytesOut codes = new BytesOut(true).u8(CLEAR);
    for (int i = 0; i < values.length; i++) {
      codes.u8(values[i]);
      if (i % 100 == 99) {
        codes.u8(CLEAR);
      }
    }
    return codes.u8(END).toByteArray();
  }
}

package dev.stagewright.pictures;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Writes BMP files. */
final class BmpFiles {

  private static final int[] MASKS_565 = {0xf800, 0x7e0, 0x1f};
  private static final int[] MASKS_BGRX = {0xff00, 0xff0000, 0xff000000};

  private BmpFiles() {}

  static void addTo(Map<String, Sample.Maker> kinds) {
    for (int bits : new int[] {1, 4, 8}) {
      kinds.put("palette " + bits + ".bmp", random -> palette(random, bits, 40));
      kinds.put("palette " + bits + " old header.bmp", random -> palette(random, bits, 12));
    }
    kinds.put("runs 8.bmp", BmpFiles::runs);
    kinds.put("rgb 24.bmp", random -> rgb(random, 24, false));
    kinds.put("rgb 24 top-down.bmp", random -> rgb(random, 24, true));
    kinds.put("rgb 32.bmp", random -> rgb(random, 32, false));
    kinds.put("rgb 555.bmp", random -> packed(random, 10, 5));
    kinds.put("rgb 565.bmp", random -> packed(random, 11, 6, MASKS_565));
    kinds.put("rgb 32 with masks.bmp", BmpFiles::masked);
  }

  private static Sample palette(Random random, int bits, int headerSize) {
    Grid grid = Grid.random(random, 1, (1 << bits) - 1);
    int[] colors = random.ints(3L << bits, 0, 256).toArray();
    BytesOut pixels = new BytesOut(true);
    for (int y = grid.height() - 1; y >= 0; y--) {
      int from = y * grid.width();
      pixels.packed(bits, Arrays.copyOfRange(grid.values(), from, from + grid.width())).padTo(4);
    }
    byte[] file =
        file(grid, headerSize, bits, 0, table(colors, headerSize == 12 ? 3 : 4), pixels, false);
    return Sample.of(file, grid.lookUp(colors));
  }

  /** Blue, green, red, and a fourth byte in newer files. */
  private static BytesOut table(int[] colors, int bytes) {
    BytesOut table = new BytesOut(true);
    for (int i = 0; i < colors.length; i += 3) {
      table.u8(colors[i + 2], colors[i + 1], colors[i]).bytes(new byte[bytes - 3]);
    }
    return table;
  }

  /** Every pixel as a run of its own. */
  private static Sample runs(Random random) {
    Grid grid = Grid.random(random, 1, 255);
    int[] colors = random.ints(3L << 8, 0, 256).toArray();
    BytesOut pixels = new BytesOut(true);
    for (int y = grid.height() - 1; y >= 0; y--) {
      for (int x = 0; x < grid.width(); x++) {
        pixels.u8(1, grid.at(y, x, 0));
      }
      pixels.u8(0, y == 0 ? 1 : 0);
    }
    return Sample.of(file(grid, 40, 8, 1, table(colors, 4), pixels, false), grid.lookUp(colors));
  }

  private static Sample rgb(Random random, int bits, boolean topDown) {
    Grid grid = Grid.random(random, 3, 255);
    BytesOut pixels = new BytesOut(true);
    for (int row = 0; row < grid.height(); row++) {
      int y = topDown ? row : grid.height() - 1 - row;
      for (int x = 0; x < grid.width(); x++) {
        pixels.u8(grid.at(y, x, 2), grid.at(y, x, 1), grid.at(y, x, 0));
        pixels.bytes(new byte[bits / 8 - 3]);
      }
      pixels.padTo(4);
    }
    return Sample.of(file(grid, 40, bits, 0, new BytesOut(true), pixels, topDown), grid);
  }

  /** 16 bits a pixel: red and blue of 5 bits, green of 5 or 6. */
  private static Sample packed(Random random, int redAt, int greenBits, int... masks) {
    Grid red = Grid.random(random, 3, 31);
    int[] values = red.values().clone();
    for (int i = 1; i < values.length; i += 3) {
      values[i] = random.nextInt(1 << greenBits);
    }
    Grid grid = new Grid(red.height(), red.width(), 3, 31, values);
    BytesOut pixels = new BytesOut(true);
    for (int y = grid.height() - 1; y >= 0; y--) {
      for (int x = 0; x < grid.width(); x++) {
        pixels.u16(grid.at(y, x, 0) << redAt | grid.at(y, x, 1) << 5 | grid.at(y, x, 2));
      }
      pixels.padTo(4);
    }
    int[] expected = grid.to8Bits().values().clone();
    for (int i = 1; i < expected.length; i += 3) {
      int max = (1 << greenBits) - 1;
      expected[i] = (values[i] * 255 + max / 2) / max;
    }
    BytesOut table = new BytesOut(true).u32(masks);
    byte[] file = file(grid, 40, 16, masks.length == 0 ? 0 : 3, table, pixels, false);
    return Sample.of(file, new Grid(grid.height(), grid.width(), 3, 255, expected));
  }

  private static Sample masked(Random random) {
    Grid grid = Grid.random(random, 3, 255);
    BytesOut pixels = new BytesOut(true);
    for (int y = grid.height() - 1; y >= 0; y--) {
      for (int x = 0; x < grid.width(); x++) {
        pixels.u8(random.nextInt(256), grid.at(y, x, 0), grid.at(y, x, 1), grid.at(y, x, 2));
      }
    }
    BytesOut table = new BytesOut(true).u32(MASKS_BGRX);
    return Sample.of(file(grid, 40, 32, 3, table, pixels, false), grid);
  }

  private static byte[] file(
      Grid grid,
      int headerSize,
      int bits,
      int compression,
      BytesOut table,
      BytesOut pixels,
      boolean topDown) {
    int offset = 14 + headerSize + table.size();
    BytesOut out = new BytesOut(true).text("BM").u32(offset + pixels.size(), 0, offset, headerSize);
    if (headerSize == 12) {
      out.u16(grid.width(), grid.height(), 1, bits);
    } else {
      out.u32(grid.width(), topDown ? -grid.height() : grid.height()).u16(1, bits);
      out.u32(compression, pixels.size(), 2835, 2835, 0, 0);
    }
    return out.bytes(table.toByteArray()).bytes(pixels.toByteArray()).toByteArray();
  }
}

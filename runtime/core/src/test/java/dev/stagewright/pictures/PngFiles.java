package dev.stagewright.pictures;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes PNG files of every color type and depth. */
final class PngFiles {

  private static final int GRAY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GRAY_ALPHA = 4;
  private static final int RGB_ALPHA = 6;

  /** First row, first column, steps down and right of each pass of an interlaced picture. */
  private static final int[][] ADAM7 = {
    {0, 0, 8, 8}, {0, 4, 8, 8}, {4, 0, 8, 4}, {0, 2, 4, 4}, {2, 0, 4, 2}, {0, 1, 2, 2}, {1, 0, 2, 1}
  };

  private static final int[][] ONE_PASS = {{0, 0, 1, 1}};

  private PngFiles() {}

  static void addTo(Map<String, Sample.Maker> kinds) {
    for (int depth : new int[] {1, 2, 4, 8, 16}) {
      for (boolean interlaced : new boolean[] {false, true}) {
        String name = depth + (interlaced ? " interlaced.png" : ".png");
        kinds.put("gray " + name, random -> plain(random, GRAY, 1, depth, interlaced));
        if (depth <= 8) {
          kinds.put("palette " + name, random -> palette(random, depth, interlaced));
        }
        if (depth >= 8) {
          kinds.put("rgb " + name, random -> plain(random, RGB, 3, depth, interlaced));
          kinds.put(
              "gray alpha " + name, random -> plain(random, GRAY_ALPHA, 2, depth, interlaced));
          kinds.put("rgba " + name, random -> plain(random, RGB_ALPHA, 4, depth, interlaced));
        }
      }
    }
    for (int orientation = 1; orientation <= 8; orientation++) {
      int stored = orientation;
      kinds.put("exif " + orientation + ".png", random -> oriented(random, stored));
    }
    kinds.put("animated.png", random -> animated(random, true));
    kinds.put("animated after the picture.png", random -> animated(random, false));
  }

  /** With transparency as a key color and with a gamma, which count for nothing. */
  private static Sample plain(
      Random random, int colorType, int channels, int depth, boolean interlaced) {
    Grid grid = Grid.random(random, channels, (1 << depth) - 1);
    BytesOut before = chunk("gAMA", new BytesOut(false).u32(100_000));
    if (colorType == GRAY || colorType == RGB) {
      int[] key = Arrays.copyOf(grid.values(), channels);
      before.bytes(chunk("tRNS", new BytesOut(false).u16(key)).toByteArray());
    }
    byte[] file = file(grid, colorType, depth, interlaced, before, new BytesOut(false));
    return Sample.of(file, grid.to8Bits());
  }

  private static Sample palette(Random random, int depth, boolean interlaced) {
    Grid grid = Grid.random(random, 1, (1 << depth) - 1);
    int[] colors = random.ints(3L << depth, 0, 256).toArray();
    BytesOut before = chunk("PLTE", new BytesOut(false).u8(colors));
    BytesOut opacities = new BytesOut(false).u8(random.ints(1L << depth, 0, 256).toArray());
    before.bytes(chunk("tRNS", opacities).toByteArray());
    byte[] file = file(grid, PALETTE, depth, interlaced, before, new BytesOut(false));
    return Sample.of(file, grid.lookUp(colors));
  }

  /** EXIF data in front of the pixels, or behind them. */
  private static Sample oriented(Random random, int orientation) {
    Grid grid = Grid.random(random, 3, 255);
    BytesOut exif =
        chunk("eXIf", new BytesOut(false).bytes(ExifData.with(orientation, random.nextBoolean())));
    BytesOut nothing = new BytesOut(false);
    byte[] file =
        random.nextBoolean()
            ? file(grid, RGB, 8, false, exif, nothing)
            : file(grid, RGB, 8, false, nothing, exif);
    return Sample.of(file, grid).withOrientation(orientation);
  }

  /** The picture and two frames; the first frame is the picture itself, or another one. */
  private static Sample animated(Random random, boolean first) {
    Grid grid = Grid.random(random, 3, 255);
    Grid other = grid.map(255, value -> 255 - value);
    BytesOut before = chunk("acTL", new BytesOut(false).u32(2, 0));
    BytesOut after = new BytesOut(false);
    int number = 0;
    (first ? before : after).bytes(frame(grid, number++));
    if (!first) {
      after.bytes(frameData(other, number++));
    }
    after.bytes(frame(grid, number++)).bytes(frameData(other, number));
    return Sample.of(file(grid, RGB, 8, false, before, after), grid);
  }

  private static byte[] frame(Grid grid, int number) {
    BytesOut place = new BytesOut(false).u32(number, grid.width(), grid.height(), 0, 0);
    return chunk("fcTL", place.u16(1, 10).u8(0, 0)).toByteArray();
  }

  private static byte[] frameData(Grid grid, int number) {
    BytesOut data = new BytesOut(false).u32(number).bytes(deflated(grid, 8, false));
    return chunk("fdAT", data).toByteArray();
  }

  private static byte[] file(
      Grid grid, int colorType, int depth, boolean interlaced, BytesOut before, BytesOut after) {
    BytesOut header =
        new BytesOut(false)
            .u32(grid.width(), grid.height())
            .u8(depth, colorType, 0, 0, interlaced ? 1 : 0);
    BytesOut data = new BytesOut(false).bytes(deflated(grid, depth, interlaced));
    return new BytesOut(false)
        .text("\u0089PNG\r\n\u001a\n")
        .bytes(chunk("IHDR", header).toByteArray())
        .bytes(before.toByteArray())
        .bytes(chunk("IDAT", data).toByteArray())
        .bytes(after.toByteArray())
        .bytes(chunk("IEND", new BytesOut(false)).toByteArray())
        .toByteArray();
  }

  static BytesOut chunk(String name, BytesOut data) {
    byte[] named = new BytesOut(false).text(name).bytes(data.toByteArray()).toByteArray();
    CRC32 crc = new CRC32();
    crc.update(named);
    return new BytesOut(false).u32(data.size()).bytes(named).u32((int) crc.getValue());
  }

  private static byte[] deflated(Grid grid, int depth, boolean interlaced) {
    BytesOut rows = new BytesOut(false);
    for (int[] pass : interlaced ? ADAM7 : ONE_PASS) {
      for (int y = pass[0]; y < grid.height() && pass[1] < grid.width(); y += pass[2]) {
        BytesOut row = new BytesOut(false);
        int columns = (grid.width() - pass[1] + pass[3] - 1) / pass[3];
        int[] samples = new int[columns * grid.channels()];
        int line = y;
        Arrays.setAll(
            samples,
            i -> grid.at(line, pass[1] + i / grid.channels() * pass[3], i % grid.channels()));
        rows.u8(0).bytes(row.packed(depth, samples).toByteArray());
      }
    }
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(target)) {
      out.write(rows.toByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return target.toByteArray();
  }
}

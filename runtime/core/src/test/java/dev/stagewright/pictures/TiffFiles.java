package dev.stagewright.pictures;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Writes TIFF files without compression, in strips. */
final class TiffFiles {

  private static final int WHITE_IS_ZERO = 0;
  private static final int BLACK_IS_ZERO = 1;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int CMYK = 5;

  private static final int SHORT = 3;
  private static final int LONG = 4;

  /** A tag with its values. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tag(int number, int type, int... values) {}

  private TiffFiles() {}

  static void addTo(Map<String, Sample.Maker> kinds) {
    for (int bits : new int[] {1, 2, 4, 8, 16}) {
      kinds.put("gray " + bits + ".tif", random -> plain(random, BLACK_IS_ZERO, 1, bits));
      if (bits <= 8) {
        kinds.put("gray " + bits + " from white.tif", random -> fromWhite(random, bits));
      }
      if (bits >= 8) {
        kinds.put("rgb " + bits + ".tif", random -> plain(random, RGB, 3, bits));
        kinds.put("rgba " + bits + ".tif", random -> plain(random, RGB, 4, bits));
        kinds.put("gray alpha " + bits + ".tif", random -> plain(random, BLACK_IS_ZERO, 2, bits));
      }
    }
    for (int bits : new int[] {4, 8}) {
      kinds.put("palette " + bits + ".tif", random -> palette(random, bits));
    }
    for (int orientation = 1; orientation <= 8; orientation++) {
      int stored = orientation;
      kinds.put("exif " + orientation + ".tif", random -> oriented(random, stored));
    }
    kinds.put("cmyk.tif", TiffFiles::cmyk);
    for (String compression : new String[] {"LZW", "Deflate", "ZLib", "PackBits"}) {
      kinds.put("rgb " + compression + ".tif", random -> compressed(random, compression));
    }
  }

  /** A fourth channel, or a second one of gray, is transparency. */
  private static Sample plain(Random random, int photometric, int channels, int bits) {
    Grid grid = Grid.random(random, channels, (1 << bits) - 1);
    Tag[] more = channels == 2 || channels == 4 ? new Tag[] {new Tag(338, SHORT, 2)} : new Tag[0];
    return Sample.of(file(random, grid, photometric, bits, more), grid.to8Bits());
  }

  private static Sample fromWhite(Random random, int bits) {
    Grid grid = Grid.random(random, 1, (1 << bits) - 1);
    byte[] file = file(random, grid, WHITE_IS_ZERO, bits);
    return Sample.of(file, grid.map(grid.max(), value -> grid.max() - value).to8Bits());
  }

  /** Colors are stored in 16 bits: all reds, then all greens, then all blues. */
  private static Sample palette(Random random, int bits) {
    Grid grid = Grid.random(random, 1, (1 << bits) - 1);
    int count = 1 << bits;
    int[] colors = random.ints(3L * count, 0, 256).toArray();
    int[] map = IntStream.range(0, 3 * count).map(i -> colors[i % count * 3 + i / count]).toArray();
    int[] wide = Arrays.stream(map).map(value -> value << 8).toArray();
    byte[] file = file(random, grid, PALETTE, bits, new Tag(320, SHORT, wide));
    return Sample.of(file, grid.lookUp(colors));
  }

  private static Sample oriented(Random random, int orientation) {
    Grid grid = Grid.random(random, 3, 255);
    byte[] file = file(random, grid, RGB, 8, new Tag(274, SHORT, orientation));
    return Sample.of(file, grid).withOrientation(orientation);
  }

  private static Sample cmyk(Random random) {
    Grid grid = Grid.random(random, 4, 255);
    int[] rgb = new int[grid.height() * grid.width() * 3];
    Arrays.setAll(
        rgb,
        i -> {
          int pixel = i / 3 * 4;
          double ink = grid.values()[pixel + i % 3] / 255.0;
          double black = grid.values()[pixel + 3] / 255.0;
          return (int) Math.round(255 * (1 - ink) * (1 - black));
        });
    Grid expected = new Grid(grid.height(), grid.width(), 3, 255, rgb);
    return Sample.of(file(random, grid, CMYK, 8), expected).within(1);
  }

  private static Sample compressed(Random random, String compression) throws IOException {
    Grid grid = Grid.random(random, 3, 255);
    return Sample.of(JavaEncoder.encoded(grid, "tiff", compression, false), grid);
  }

  /** The pixels in strips of four rows, then the directory, in either order of bytes. */
  private static byte[] file(Random random, Grid grid, int photometric, int bits, Tag... more) {
    boolean littleEndian = random.nextBoolean();
    BytesOut out = new BytesOut(littleEndian).text(littleEndian ? "II*\0" : "MM\0*");
    BytesOut pixels = new BytesOut(littleEndian);
    List<Integer> offsets = new ArrayList<>();
    List<Integer> lengths = new ArrayList<>();
    for (int y = 0; y < grid.height(); y++) {
      if (y % 4 == 0) {
        offsets.add(8 + pixels.size());
      }
      int from = y * grid.width() * grid.channels();
      int[] row = Arrays.copyOfRange(grid.values(), from, from + grid.width() * grid.channels());
      if (bits == 16) {
        pixels.u16(row);
      } else {
        pixels.packed(bits, row);
      }
      if (y % 4 == 3 || y == grid.height() - 1) {
        lengths.add(8 + pixels.size() - offsets.get(offsets.size() - 1));
      }
    }
    pixels.padTo(4);
    int[] depths = new int[grid.channels()];
    Arrays.fill(depths, bits);
    List<Tag> tags = new ArrayList<>(List.of(more));
    tags.add(new Tag(256, SHORT, grid.width()));
    tags.add(new Tag(257, LONG, grid.height()));
    tags.add(new Tag(258, SHORT, depths));
    tags.add(new Tag(259, SHORT, 1));
    tags.add(new Tag(262, SHORT, photometric));
    tags.add(new Tag(273, LONG, ints(offsets)));
    tags.add(new Tag(277, SHORT, grid.channels()));
    tags.add(new Tag(278, SHORT, 4));
    tags.add(new Tag(279, LONG, ints(lengths)));
    tags.sort((a, b) -> Integer.compare(a.number(), b.number()));
    out.u32(8 + pixels.size()).bytes(pixels.toByteArray());
    return out.bytes(directory(tags, 8 + pixels.size(), littleEndian)).toByteArray();
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private static byte[] directory(List<Tag> tags, int at, boolean littleEndian) {
    BytesOut directory = new BytesOut(littleEndian).u16(tags.size());
    BytesOut behind = new BytesOut(littleEndian);
    int end = at + 2 + tags.size() * 12 + 4;
    for (Tag tag : tags) {
      BytesOut values = new BytesOut(littleEndian);
      if (tag.type() == SHORT) {
        values.u16(tag.values());
      } else {
        values.u32(tag.values());
      }
      directory.u16(tag.number(), tag.type()).u32(tag.values().length);
      if (values.size() <= 4) {
        directory.bytes(values.padTo(4).toByteArray());
      } else {
        directory.u32(end + behind.size());
        behind.bytes(values.padTo(4).toByteArray());
      }
    }
    return directory.u32(0).bytes(behind.toByteArray()).toByteArray();
  }
}

package dev.stagewright.pictures;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Writes PBM, PGM and PPM files. */
final class PnmFiles {

  private PnmFiles() {}

  static void addTo(Map<String, Sample.Maker> kinds) {
    kinds.put("bits as text.pbm", random -> bitmap(random, true));
    kinds.put("bits.pbm", random -> bitmap(random, false));
    for (int max : new int[] {1, 15, 100, 255, 256, 4095, 65535}) {
      for (boolean text : new boolean[] {true, false}) {
        String name = String.format(Locale.ROOT, "up to %d%s.p", max, text ? " as text" : "");
        kinds.put(name + "gm", random -> file(random, max, 1, text));
        kinds.put(name + "pm", random -> file(random, max, 3, text));
      }
    }
  }

  private static Sample bitmap(Random random, boolean text) {
    Grid grid = Grid.random(random, 1, 1);
    BytesOut out = new BytesOut(false);
    out.text(
        String.format(
            Locale.ROOT, "P%d\n# a comment\n%d\t%d\n", text ? 1 : 4, grid.width(), grid.height()));
    for (int y = 0; y < grid.height(); y++) {
      int[] row = Arrays.copyOfRange(grid.values(), y * grid.width(), (y + 1) * grid.width());
      if (text) {
        String digits = Arrays.toString(row).replaceAll("\\D", "");
        out.text(y % 2 == 0 ? digits : digits.replace("", " ")).text("\n");
      } else {
        out.packed(1, row);
      }
    }
    return Sample.of(out.toByteArray(), grid.map(255, value -> 255 - 255 * value)); // 1 is black
  }

  private static Sample file(Random random, int max, int channels, boolean text) {
    Grid grid = Grid.random(random, channels, max);
    BytesOut out = new BytesOut(false);
    int kind = (channels == 3 ? 3 : 2) + (text ? 0 : 3);
    out.text(String.format(Locale.ROOT, "P%d %d %d\n%d\n", kind, grid.width(), grid.height(), max));
    if (text) {
      for (int value : grid.values()) {
        out.text(value + "\n");
      }
    } else {
      out.packed(max > 255 ? 16 : 8, grid.values());
    }
    Grid expected =
        max > 255
            ? grid.map(65535, value -> (int) (value * 65535L / max)).to8Bits()
            : grid.to8Bits();
    return Sample.of(out.toByteArray(), expected);
  }
}

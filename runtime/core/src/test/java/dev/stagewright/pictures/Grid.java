package dev.stagewright.pictures;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/**
 * Samples of a made-up picture.
 *
 * @param max the largest value
 * @param values of [height, width, channels]
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Grid(int height, int width, int channels, int max, int... values) {

  /** Noise of up to 40 x 40 pixels. */
  static Grid random(Random random, int channels, int max) {
    int height = 1 + random.nextInt(40);
    int width = 1 + random.nextInt(40);
    int[] values = random.ints((long) height * width * channels, 0, max + 1).toArray();
    return new Grid(height, width, channels, max, values);
  }

  public int at(int y, int x, int channel) {
    return values[(y * width + x) * channels + channel];
  }

  /** The same picture with every value changed. */
  Grid map(int newMax, IntUnaryOperator change) {
    int[] changed = Arrays.stream(values).map(change).toArray();
    return new Grid(height, width, channels, newMax, changed);
  }

  /**
   * What decoding is to give: of 16 bits the upper ones, fewer than 8 spread, others as they are.
   */
  Grid to8Bits() {
    return map(255, max > 255 ? value -> value >> 8 : value -> (value * 255 + max / 2) / max);
  }

  /** Colors in the place of numbers of colors, each of three values. */
  Grid lookUp(int... palette) {
    int[] colors = new int[height * width * 3];
    Arrays.setAll(colors, i -> palette[3 * values[i / 3] + i % 3]);
    return new Grid(height, width, 3, 255, colors);
  }

  /** The first channels alone, or gray three times. */
  Grid toRgb() {
    int[] colors = new int[height * width * 3];
    Arrays.setAll(colors, i -> values[i / 3 * channels + (channels < 3 ? 0 : i % 3)]);
    return new Grid(height, width, 3, max, colors);
  }

  /** The picture as it is to be seen if its EXIF data have an orientation. */
  Grid upright(int orientation) {
    boolean turned = orientation >= 5;
    int newHeight = turned ? width : height;
    int newWidth = turned ? height : width;
    int[] moved = new int[values.length];
    for (int y = 0, i = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        for (int channel = 0; channel < channels; channel++) {
          moved[i++] = seenAt(orientation, y, x, channel);
        }
      }
    }
    return new Grid(newHeight, newWidth, channels, max, moved);
  }

  /** By the table of EXIF 2.32: where the stored first row and first column are to be seen. */
  private int seenAt(int orientation, int y, int x, int channel) {
    int bottom = height - 1;
    int right = width - 1;
    return switch (orientation) {
      case 1 -> at(y, x, channel); // top, left
      case 2 -> at(y, right - x, channel); // top, right
      case 3 -> at(bottom - y, right - x, channel); // bottom, right
      case 4 -> at(bottom - y, x, channel); // bottom, left
      case 5 -> at(x, y, channel); // left, top
      case 6 -> at(bottom - x, y, channel); // right, top
      case 7 -> at(bottom - x, right - y, channel); // right, bottom
      case 8 -> at(x, right - y, channel); // left, bottom
      default -> throw new IllegalArgumentException();
    };
  }
}

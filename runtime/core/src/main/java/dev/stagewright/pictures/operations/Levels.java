package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import java.util.function.IntUnaryOperator;

/** Puts a level of 0 to 255 in the place of every other one. */
final class Levels {

  private Levels() {}

  /** The same levels in all channels. */
  static void map(Picture picture, IntUnaryOperator level) {
    byte[] table = table(level);
    byte[] values = picture.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = table[values[i] & 0xff];
    }
    picture.setValues(values, picture.height(), picture.width());
  }

  /** Finds a channel's new levels. */
  interface Choice {
    /** From how many pixels have each level. */
    IntUnaryOperator of(int[] histogram);
  }

  /** Each channel by its histogram. */
  static void mapByHistogram(Picture picture, Choice choice) {
    byte[] values = picture.values();
    int channels = picture.channels();
    for (int channel = 0; channel < channels; channel++) {
      int[] histogram = new int[256];
      for (int i = channel; i < values.length; i += channels) {
        histogram[values[i] & 0xff]++;
      }
      byte[] table = table(choice.of(histogram));
      for (int i = channel; i < values.length; i += channels) {
        values[i] = table[values[i] & 0xff];
      }
    }
    picture.setValues(values, picture.height(), picture.width());
  }

  private static byte[] table(IntUnaryOperator level) {
    byte[] table = new byte[256];
    for (int i = 0; i < table.length; i++) {
      table[i] = (byte) level.applyAsInt(i);
    }
    return table;
  }

  /** Rounded down into the range of 8 bits. */
  static int clip(float value) {
    return (int) Math.max(0, Math.min(255, value));
  }
}

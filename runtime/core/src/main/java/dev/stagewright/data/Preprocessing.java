package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.Network;
import java.nio.FloatBuffer;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What is done to colors before a network sees them; the modes of Keras' {@code preprocess_input}.
 * Input is red, green, blue (or gray) from 0 to 255.
 */
public enum Preprocessing {
  /** To blue, green, red; minus ImageNet's means 103.939, 116.779, 123.68. */
  CAFFE(1f, new float[] {103.939f, 116.779f, 123.68f}, new float[] {1f, 1f, 1f}),
  /** To the range from -1 to 1: x / 127.5 - 1. */
  TF(127.5f, new float[] {1f}, new float[] {1f}),
  /** x / 255, minus means .485, .456, .406, divided by deviations .229, .224, .225. */
  TORCH(255f, new float[] {.485f, .456f, .406f}, new float[] {.229f, .224f, .225f}),
  /** Values stay as they are. */
  NONE(1f, new float[] {0f}, new float[] {1f});

  private static final int COLORS = 3;

  private final float divisor;
  private final float[] means;
  private final float[] deviations;

  /** A channel's values; one table for all channels that are treated alike. */
  private final float[][] tables;

  Preprocessing(float divisor, float[] means, float[] deviations) {
    this.divisor = divisor;
    this.means = means;
    this.deviations = deviations;
    this.tables = IntStream.range(0, means.length).mapToObj(this::newTable).toArray(float[][]::new);
  }

  /**
   * The mode of the library that a network follows, which its published weights were trained with:
   * caffe, for Keras' networks of version 2 tf, for torchvision's and timm's torch. Where images
   * are not in color, tf: the other two have numbers for red, green and blue.
   *
   * @param network a generated network
   * @return the mode
   */
  public static Preprocessing of(Network network) {
    if (network.options().inputShape().channels() != COLORS) {
      return TF;
    }
    return switch (network.origin()) {
      case KERAS_LEGACY, KERAS -> CAFFE;
      case KERAS_V2 -> TF;
      case TORCH -> TORCH;
    };
  }

  /**
   * Checks that this mode can be applied to images of a shape.
   *
   * @param shape the images' shape
   * @throws DataException if the mode is for color images and these are gray
   */
  public void check(InputShape shape) {
    if (means.length > 1 && shape.channels() != means.length) {
      throw new DataException(
          Kind.USAGE,
          String.format(
              Locale.ROOT,
              "preprocessing: found %s with images of %d channel(s); it needs 3 (red, green, blue). Use tf or none",
              this,
              shape.channels()));
    }
  }

  /**
   * Makes a picture a network's input.
   *
   * @param pixels unsigned, of [height, width, channels], red first
   * @param channels how many values a pixel has
   * @param format the input's layout
   * @param into receives the input, from index 0
   */
  void apply(byte[] pixels, int channels, DataFormat format, FloatBuffer into) {
    int area = pixels.length / channels;
    boolean last = format == DataFormat.CHANNELS_LAST;
    for (int channel = 0; channel < channels; channel++) {
      float[] table = tables[tables.length == 1 ? 0 : channel];
      int from = this == CAFFE ? channels - 1 - channel : channel;
      int to = last ? channel : channel * area;
      int step = last ? channels : 1;
      for (int pixel = 0; pixel < area; pixel++) {
        into.put(to + pixel * step, table[pixels[pixel * channels + from] & 0xff]);
      }
    }
  }

  /** What becomes of every value from 0 to 255 in a channel of the input. */
  private float[] newTable(int channel) {
    float[] table = new float[256];
    for (int value = 0; value < table.length; value++) {
      table[value] = (value / divisor - means[channel]) / deviations[channel];
    }
    return table;
  }

  /** Named as in Keras: {@code caffe}, {@code tf}, {@code torch}, {@code none}. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The mode of a name.
   *
   * @param name as in Keras, in any case
   * @return the mode
   * @throws DataException if there is no such mode
   */
  public static Preprocessing of(String name) {
    for (Preprocessing mode : values()) {
      if (mode.name().equalsIgnoreCase(name)) {
        return mode;
      }
    }
    throw new DataException(
        Kind.USAGE, "preprocessing: found \"" + name + "\"; expected caffe, tf, torch or none");
  }
}

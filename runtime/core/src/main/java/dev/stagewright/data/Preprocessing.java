package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.network.InputShape;
import java.util.Locale;

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

  private final float divisor;
  private final float[] means;
  private final float[] deviations;

  Preprocessing(float divisor, float[] means, float[] deviations) {
    this.divisor = divisor;
    this.means = means;
    this.deviations = deviations;
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
   * Computes one value.
   *
   * @param pixel the pixel's values from 0 to 255 at {@code start}, red first
   * @param start where the pixel starts
   * @param channels how many values it has
   * @param channel the channel of the result
   * @return the network's input
   */
  float value(float[] pixel, int start, int channels, int channel) {
    int from = this == CAFFE ? channels - 1 - channel : channel;
    int constant = means.length == 1 ? 0 : channel;
    return (pixel[start + from] / divisor - means[constant]) / deviations[constant];
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

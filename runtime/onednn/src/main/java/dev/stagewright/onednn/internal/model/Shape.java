package dev.stagewright.onednn.internal.model;

/**
 * The size of a value for one image; vectors are 1 x 1 maps.
 *
 * @param channels at least 1
 * @param height at least 1
 * @param width at least 1
 */
public record Shape(long channels, long height, long width) {

  /** A vector of so many values. */
  public static Shape vector(long length) {
    return new Shape(length, 1, 1);
  }

  /** The number of values. */
  public long length() {
    return channels * height * width;
  }

  /** The size of what is left at a stride. */
  public Shape every(Window.Pair stride) {
    return new Shape(
        channels, (height - 1) / stride.height() + 1, (width - 1) / stride.width() + 1);
  }

  @Override
  public String toString() {
    return height + " x " + width + " x " + channels;
  }
}

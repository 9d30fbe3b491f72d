package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Moves pixels away from the mean of their neighborhood, or towards it: {@code adjust_sharpness}.
 * The pixels at the edges stay as they are.
 *
 * @param factor at least 0; 0 is blurred, 1 leaves the picture as it is
 */
public record Sharpness(double factor) implements PictureTransform {

  private static final int CENTER = 5;
  private static final float SUM = 13;

  @Override
  public void applyTo(Picture picture) {
    int height = picture.height();
    int channels = picture.channels();
    int row = picture.width() * channels;
    byte[] from = picture.values();
    byte[] into = from.clone();
    float blurred = (float) (1 - factor);
    for (int y = 1; y < height - 1; y++) {
      for (int x = channels; x < row - channels; x++) {
        int at = y * row + x;
        int value = from[at] & 0xff;
        int sum =
            across(from, at - row, channels)
                + across(from, at, channels)
                + across(from, at + row, channels)
                + (CENTER - 1) * value;
        into[at] = (byte) Levels.clip(value + blurred * ((float) Math.rint(sum / SUM) - value));
      }
    }
    picture.setValues(into, height, picture.width());
  }

  private static int across(byte[] values, int at, int channels) {
    return (values[at - channels] & 0xff) + (values[at] & 0xff) + (values[at + channels] & 0xff);
  }
}

package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Takes the color out and keeps the number of channels: {@code rgb_to_grayscale} with three
 * channels, 0.2989 red + 0.587 green + 0.114 blue, rounded down.
 */
public record ToGray() implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    if (picture.channels() == 3) {
      byte[] values = picture.values();
      for (int i = 0; i < values.length; i += 3) {
        byte gray = (byte) (int) Luminance.of(values, i);
        values[i] = gray;
        values[i + 1] = gray;
        values[i + 2] = gray;
      }
      picture.setValues(values, picture.height(), picture.width());
    }
  }
}

package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Moves levels away from the mean gray, or towards it: {@code adjust_contrast}.
 *
 * @param factor at least 0; 0 is gray all over, 1 leaves the picture as it is
 */
public record Contrast(double factor) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    byte[] values = picture.values();
    int channels = picture.channels();
    long sum = 0;
    for (int i = 0; i < values.length; i += channels) {
      sum += channels == 1 ? values[i] & 0xff : (int) Luminance.of(values, i);
    }
    float mean = (float) ((double) sum * channels / values.length);
    float rest = (float) (1 - factor) * mean;
    Levels.map(picture, level -> Levels.clip(level * (float) factor + rest));
  }
}

package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Moves colors away from gray, or towards it: {@code adjust_saturation}. Gray pictures stay as they
 * are.
 *
 * @param factor at least 0; 0 is gray, 1 leaves the picture as it is
 */
public record Saturation(double factor) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    if (picture.channels() == 1) {
      return;
    }
    byte[] values = picture.values();
    float color = (float) factor;
    float gray = (float) (1 - factor);
    for (int i = 0; i < values.length; i += 3) {
      float rest = gray * (int) Luminance.of(values, i);
      for (int channel = i; channel < i + 3; channel++) {
        values[channel] = (byte) Levels.clip((values[channel] & 0xff) * color + rest);
      }
    }
    picture.setValues(values, picture.height(), picture.width());
  }
}

package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Multiplies: {@code adjust_brightness}.
 *
 * @param factor at least 0; 0 is black, 1 leaves the picture as it is
 */
public record Brightness(double factor) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    Levels.map(picture, level -> Levels.clip(level * (float) factor));
  }
}

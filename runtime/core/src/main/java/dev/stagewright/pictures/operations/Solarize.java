package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Inverts high levels: {@code solarize}.
 *
 * @param threshold the first level that is inverted, from 0 to 255
 */
public record Solarize(double threshold) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    Levels.map(picture, level -> level >= threshold ? 255 - level : level);
  }
}

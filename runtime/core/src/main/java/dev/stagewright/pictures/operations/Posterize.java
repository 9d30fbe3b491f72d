package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Keeps the upper bits: {@code posterize}.
 *
 * @param bits how many of 8, from 0
 */
public record Posterize(int bits) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    int mask = 0xff00 >> bits & 0xff;
    Levels.map(picture, level -> level & mask);
  }
}

package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Cuts a part out.
 *
 * @param top the first row, from 0
 * @param left the first column, from 0
 * @param height in pixels
 * @param width in pixels
 */
public record Crop(int top, int left, int height, int width) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    picture.crop(top, left, height, width);
  }
}

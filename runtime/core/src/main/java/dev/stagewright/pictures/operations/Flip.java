package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Mirrors a picture: {@code horizontal_flip}, {@code vertical_flip}.
 *
 * @param horizontally true to swap left and right, false to swap top and bottom
 */
public record Flip(boolean horizontally) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    picture.flip(horizontally);
  }
}

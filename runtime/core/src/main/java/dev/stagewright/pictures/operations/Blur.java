package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Blurs by a Gaussian: {@code gaussian_blur}, within 1 of 255. A kernel that is larger than the
 * picture blurs as far as the picture goes.
 *
 * @param kernel how many pixels across count, odd
 * @param sigma the deviation, in pixels, above 0
 */
public record Blur(int kernel, double sigma) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    picture.blur(kernel, sigma);
  }
}

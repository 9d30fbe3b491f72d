package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Erase;
import dev.stagewright.random.SplitMix64;

/**
 * Fills a square around any pixel, as far as it lies in the picture: DeVries, Taylor, "Improved
 * Regularization of Convolutional Neural Networks with Cutout", 2017.
 *
 * @param size the square's side in pixels, at least 1
 * @param fill from 0 to 255; the paper's is the mean color
 */
public record Cutout(int size, int fill) implements Transform {

  /** Checks the values. */
  public Cutout {
    Require.that(size >= 1, "size", size, "at least 1");
    Require.level("fill", fill);
  }

  /** 16 pixels, filled with black. */
  public Cutout() {
    this(16, 0);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    long y = random.nextInt(height) - size / 2L;
    long x = random.nextInt(width) - size / 2L;
    int top = (int) Math.max(0, y);
    int left = (int) Math.max(0, x);
    int bottom = (int) Math.min(height, y + size);
    int right = (int) Math.min(width, x + size);
    return new Erase(top, left, bottom - top, right - left, fill);
  }
}

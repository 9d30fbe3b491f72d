package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Shift;
import dev.stagewright.random.SplitMix64;

/**
 * Moves pictures by up to some pixels in each direction: torchvision's {@code RandomCrop} of the
 * same size with padding.
 *
 * @param padding by how many pixels at most, at least 1
 * @param fill what comes in, from 0 to 255
 */
public record RandomCrop(int padding, int fill) implements Transform {

  /** Checks the values. */
  public RandomCrop {
    Require.that(padding >= 1, "padding", padding, "at least 1");
    Require.level("fill", fill);
  }

  /** By up to 4 pixels, filled with black. */
  public RandomCrop() {
    this(4, 0);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    int down = random.nextInt(2 * padding + 1) - padding;
    int right = random.nextInt(2 * padding + 1) - padding;
    return new Shift(down, right, fill);
  }
}

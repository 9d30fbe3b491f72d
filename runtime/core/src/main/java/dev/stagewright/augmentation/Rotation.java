package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Sampling;
import dev.stagewright.pictures.operations.Warp;
import dev.stagewright.random.SplitMix64;

/**
 * Turns pictures around their middle: torchvision's {@code RandomRotation}.
 *
 * @param degrees at most, to either side; at least 0
 * @param sampling how the picture is read
 * @param fill what is outside of it, from 0 to 255
 */
public record Rotation(double degrees, Sampling sampling, int fill) implements Transform {

  /** Checks the values. */
  public Rotation {
    Require.notNegative("degrees", degrees);
    Require.level("fill", fill);
  }

  /** Up to 15 degrees, between pixels, filled with black. */
  public Rotation() {
    this(15, Sampling.BILINEAR, 0);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    return Warp.rotation(random.uniform(-degrees, degrees), sampling, fill);
  }
}

package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Sampling;
import dev.stagewright.pictures.operations.Warp;
import dev.stagewright.random.SplitMix64;

/**
 * Turns, moves, scales and shears: torchvision's {@code RandomAffine}.
 *
 * @param degrees turned at most, to either side; at least 0
 * @param translate moved at most, as a share of each side, from 0 to 1
 * @param minScale the least scale, above 0
 * @param maxScale the largest scale
 * @param shear along x at most, in degrees to either side, from 0, below 90
 * @param sampling how the picture is read
 * @param fill what is outside of it, from 0 to 255
 */
public record Affine(
    double degrees,
    double translate,
    double minScale,
    double maxScale,
    double shear,
    Sampling sampling,
    int fill)
    implements Transform {

  /** Checks the values. */
  public Affine {
    Require.notNegative("degrees", degrees);
    Require.share("translate", translate);
    Require.range("minScale", minScale, "maxScale", maxScale);
    Require.that(shear >= 0 && shear < 90, "shear", shear, "degrees from 0, below 90");
    Require.level("fill", fill);
  }

  /** 10 degrees, a tenth of each side, scales from 0.9 to 1.1, between pixels, black. */
  public Affine() {
    this(10, 0.1, 0.9, 1.1, 0, Sampling.BILINEAR, 0);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    double turn = random.uniform(-degrees, degrees);
    double right = Math.rint(random.uniform(-translate, translate) * width);
    double down = Math.rint(random.uniform(-translate, translate) * height);
    double scale = random.uniform(minScale, maxScale);
    double shearX = random.uniform(-shear, shear);
    return Warp.affine(turn, right, down, scale, shearX, 0, sampling, fill);
  }
}

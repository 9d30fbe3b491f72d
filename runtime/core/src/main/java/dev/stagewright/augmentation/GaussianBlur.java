package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Blur;
import dev.stagewright.pictures.operations.Steps;
import dev.stagewright.random.SplitMix64;

/**
 * Blurs: torchvision's {@code GaussianBlur}, with a probability.
 *
 * @param kernel how many pixels across count, odd, from 3 to 99
 * @param minSigma the least deviation, in pixels, above 0
 * @param maxSigma the largest deviation
 * @param probability from 0 to 1
 */
public record GaussianBlur(int kernel, double minSigma, double maxSigma, double probability)
    implements Transform {

  private static final int MOST = 99;

  /** Checks the values. */
  public GaussianBlur {
    Require.that(
        kernel >= 3 && kernel <= MOST && kernel % 2 == 1,
        "kernel",
        kernel,
        "an odd number from 3 to " + MOST);
    Require.range("minSigma", minSigma, "maxSigma", maxSigma);
    Require.probability(probability);
  }

  /** Every second picture, 5 pixels, deviations from 0.1 to 2. */
  public GaussianBlur() {
    this(5, 0.1, 2, 0.5);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    return random.happens(probability)
        ? new Blur(kernel, random.uniform(minSigma, maxSigma))
        : Steps.NONE;
  }
}

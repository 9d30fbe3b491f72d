package dev.stagewright.augmentation;

import dev.stagewright.random.SplitMix64;

/**
 * Mixes every picture of a batch, and its targets, with the one before it; the first with the last.
 * If both ways are on, a coin is tossed for each batch.
 *
 * @param mixup alpha of the beta distribution that shares for {@link Mix.Blend} are drawn from; 0
 *     for never. Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2017
 * @param cutmix alpha for {@link Mix.Paste}; 0 for never. Yun et al., "CutMix", 2019
 */
public record Mixing(double mixup, double cutmix) {

  /** Pictures stay apart. */
  public static final Mixing NONE = new Mixing(0, 0);

  /** Checks the values, else throws {@link AugmentationException}. */
  public Mixing {
    Require.notNegative("mixup", mixup);
    Require.notNegative("cutmix", cutmix);
  }

  /**
   * Draws for one batch.
   *
   * @param random where numbers are drawn from
   * @param height of the pictures, in pixels
   * @param width of the pictures, in pixels
   * @return what is done to the batch
   */
  public Mix draw(SplitMix64 random, int height, int width) {
    boolean blends = mixup > 0 && (cutmix == 0 || random.happens(0.5));
    if (blends) {
      return new Mix.Blend(random.beta(mixup));
    }
    return cutmix > 0 ? paste(random, height, width) : new Mix.Blend(1);
  }

  /** Torchvision's: a box of the drawn area around any pixel, as far as it lies inside. */
  private Mix paste(SplitMix64 random, int height, int width) {
    double half = 0.5 * Math.sqrt(1 - random.beta(cutmix));
    int x = random.nextInt(width);
    int y = random.nextInt(height);
    int halfWidth = (int) (half * width);
    int halfHeight = (int) (half * height);
    int left = Math.max(0, x - halfWidth);
    int top = Math.max(0, y - halfHeight);
    return new Mix.Paste(
        top,
        left,
        Math.min(height, y + halfHeight) - top,
        Math.min(width, x + halfWidth) - left,
        height,
        width);
  }
}

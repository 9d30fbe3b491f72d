package dev.stagewright.augmentation;

import dev.stagewright.random.SplitMix64;
import org.jspecify.annotations.Nullable;

/** A part of a picture, in pixels. */
record Region(int top, int left, int height, int width) {

  private static final int ATTEMPTS = 10;

  /**
   * What torchvision draws: an area evenly, an aspect ratio evenly by its logarithm, then a place.
   *
   * @param most the largest height and width that a region may have
   * @param tall whether the ratio is height by width instead of width by height
   * @return null if it did not fit ten times
   */
  static @Nullable Region draw(
      SplitMix64 random,
      int height,
      int width,
      double minArea,
      double maxArea,
      double minRatio,
      double maxRatio,
      boolean tall,
      Region most) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double area = (double) height * width * random.uniform(minArea, maxArea);
      double ratio =
          StrictMath.exp(random.uniform(StrictMath.log(minRatio), StrictMath.log(maxRatio)));
      int along = (int) Math.rint(Math.sqrt(area * ratio));
      int across = (int) Math.rint(Math.sqrt(area / ratio));
      int h = tall ? along : across;
      int w = tall ? across : along;
      if (h > 0 && h <= most.height && w > 0 && w <= most.width) {
        return new Region(random.nextInt(height - h + 1), random.nextInt(width - w + 1), h, w);
      }
    }
    return null;
  }
}

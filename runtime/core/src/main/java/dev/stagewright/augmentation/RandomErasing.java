package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Erase;
import dev.stagewright.pictures.operations.Steps;
import dev.stagewright.random.SplitMix64;

/**
 * Fills a part of any size and ratio: torchvision's {@code RandomErasing}. That works on
 * preprocessed values; here the fill is a level of the picture.
 *
 * @param probability from 0 to 1
 * @param minArea the least part's share of the picture, above 0
 * @param maxArea the largest part's share, up to 1
 * @param minRatio the least height by width
 * @param maxRatio the largest height by width
 * @param fill from 0 to 255
 */
public record RandomErasing(
    double probability, double minArea, double maxArea, double minRatio, double maxRatio, int fill)
    implements Transform {

  /** Checks the values. */
  public RandomErasing {
    Require.probability(probability);
    Require.range("minArea", minArea, "maxArea", maxArea);
    Require.share("maxArea", maxArea);
    Require.range("minRatio", minRatio, "maxRatio", maxRatio);
    Require.level("fill", fill);
  }

  /** Every second picture, areas from 0.02 to 0.33, ratios from 0.3 to 3.3, black. */
  public RandomErasing() {
    this(0.5, 0.02, 0.33, 0.3, 3.3, 0);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    if (!random.happens(probability)) {
      return Steps.NONE;
    }
    Region most = new Region(0, 0, height - 1, width - 1);
    Region part =
        Region.draw(random, height, width, minArea, maxArea, minRatio, maxRatio, true, most);
    return part == null
        ? Steps.NONE
        : new Erase(part.top(), part.left(), part.height(), part.width(), fill);
  }
}

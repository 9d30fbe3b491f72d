package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Crop;
import dev.stagewright.pictures.operations.Steps;
import dev.stagewright.random.SplitMix64;
import java.util.List;

/**
 * Cuts a part of any size and ratio out and gives it the network's size: torchvision's {@code
 * RandomResizedCrop}. It takes the place of the resize rule, of which the interpolation stays.
 *
 * @param minArea the least part's share of the picture, above 0
 * @param maxArea the largest part's share, up to 1
 * @param minRatio the least width by height
 * @param maxRatio the largest width by height
 */
public record RandomResizedCrop(double minArea, double maxArea, double minRatio, double maxRatio)
    implements Transform {

  /** Checks the values. */
  public RandomResizedCrop {
    Require.range("minArea", minArea, "maxArea", maxArea);
    Require.share("maxArea", maxArea);
    Require.range("minRatio", minRatio, "maxRatio", maxRatio);
  }

  /** Areas from 0.08 to 1, ratios from 3/4 to 4/3. */
  public RandomResizedCrop() {
    this(0.08, 1, 3.0 / 4, 4.0 / 3);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    Region whole = new Region(0, 0, height, width);
    Region drawn =
        Region.draw(random, height, width, minArea, maxArea, minRatio, maxRatio, false, whole);
    Region part = drawn == null ? middle(height, width) : drawn;
    return new Steps(
        List.of(
            new Crop(part.top(), part.left(), part.height(), part.width()), target.squashing()));
  }

  /** The largest part in the middle whose ratio is allowed. */
  private Region middle(int height, int width) {
    double ratio = (double) width / height;
    int h = ratio < minRatio ? Math.max(1, (int) Math.rint(width / minRatio)) : height;
    int w = ratio > maxRatio ? Math.max(1, (int) Math.rint(height * maxRatio)) : width;
    return new Region((height - h) / 2, (width - w) / 2, h, w);
  }
}

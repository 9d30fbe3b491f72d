package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Flip;
import dev.stagewright.pictures.operations.Steps;
import dev.stagewright.random.SplitMix64;

/**
 * Swaps top and bottom.
 *
 * @param probability from 0 to 1
 */
public record VerticalFlip(double probability) implements Transform {

  /** Checks the value. */
  public VerticalFlip {
    Require.probability(probability);
  }

  /** Every second picture. */
  public VerticalFlip() {
    this(0.5);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    return random.happens(probability) ? new Flip(false) : Steps.NONE;
  }
}

package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Steps;
import dev.stagewright.pictures.operations.ToGray;
import dev.stagewright.random.SplitMix64;

/**
 * Takes the color out: torchvision's {@code RandomGrayscale}.
 *
 * @param probability from 0 to 1
 */
public record Grayscale(double probability) implements Transform {

  /** Checks the value. */
  public Grayscale {
    Require.probability(probability);
  }

  /** Every tenth picture. */
  public Grayscale() {
    this(0.1);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    return random.happens(probability) ? new ToGray() : Steps.NONE;
  }
}

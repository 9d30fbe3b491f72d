package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Sampling;
import dev.stagewright.random.SplitMix64;

/**
 * One operation of 14, of any strength: Müller, Hutter, "TrivialAugment", 2021, with the operations
 * and magnitudes of torchvision's {@code TrivialAugmentWide}.
 *
 * @param bins how many strengths there are, at least 2
 * @param sampling how moved pictures are read
 */
public record TrivialAugment(int bins, Sampling sampling) implements Transform {

  /** Checks the values. */
  public TrivialAugment {
    Require.that(bins >= 2, "bins", bins, "at least 2");
  }

  /** 31 strengths, by the nearest pixels. */
  public TrivialAugment() {
    this(31, Sampling.NEAREST);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    AugmentOperation operation = AugmentOperation.draw(random);
    double strength = random.nextInt(bins) / (bins - 1.0);
    return operation.make(random, strength, TrivialAugment::strongest, height, width, sampling);
  }

  static double strongest(AugmentOperation operation, int height, int width) {
    return switch (operation) {
      case SHEAR_X, SHEAR_Y, BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> 0.99;
      case TRANSLATE_X, TRANSLATE_Y -> 32;
      case ROTATE -> 135;
      case POSTERIZE -> 6;
      case SOLARIZE -> 1;
      case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
    };
  }
}

package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Sampling;
import dev.stagewright.pictures.operations.Steps;
import dev.stagewright.random.SplitMix64;
import java.util.stream.Stream;

/**
 * Some operations of 14, all of the same strength: Cubuk et al., "RandAugment", 2019, with
 * torchvision's operations and magnitudes.
 *
 * @param operations how many, at least 1
 * @param magnitude the strength, from 0, below {@code bins}
 * @param bins how many strengths there are, at least 2
 * @param sampling how moved pictures are read
 */
public record RandAugment(int operations, int magnitude, int bins, Sampling sampling)
    implements Transform {

  /** Checks the values. */
  public RandAugment {
    Require.that(operations >= 1, "operations", operations, "at least 1");
    Require.that(bins >= 2, "bins", bins, "at least 2");
    Require.that(
        magnitude >= 0 && magnitude < bins,
        "magnitude",
        magnitude,
        "a number from 0, below bins, which is " + bins);
  }

  /** 2 operations of magnitude 9 of 31, by the nearest pixels. */
  public RandAugment() {
    this(2, 9, 31, Sampling.NEAREST);
  }

  @Override
  public PictureTransform draw(SplitMix64 random, int height, int width, Resize target) {
    double strength = magnitude / (bins - 1.0);
    return new Steps(
        Stream.generate(
                () ->
                    AugmentOperation.draw(random)
                        .make(random, strength, RandAugment::strongest, height, width, sampling))
            .limit(operations)
            .toList());
  }

  static double strongest(AugmentOperation operation, int height, int width) {
    return switch (operation) {
      case SHEAR_X, SHEAR_Y -> 0.3;
      case TRANSLATE_X -> 150.0 / 331 * width;
      case TRANSLATE_Y -> 150.0 / 331 * height;
      case ROTATE -> 30;
      case BRIGHTNESS, COLOR, CONTRAST, SHARPNESS -> 0.9;
      case POSTERIZE -> 4;
      case SOLARIZE -> 1;
      case IDENTITY, AUTO_CONTRAST, EQUALIZE -> 0;
    };
  }
}

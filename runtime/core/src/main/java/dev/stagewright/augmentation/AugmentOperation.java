package dev.stagewright.augmentation;

import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.operations.AutoContrast;
import dev.stagewright.pictures.operations.Brightness;
import dev.stagewright.pictures.operations.Contrast;
import dev.stagewright.pictures.operations.Equalize;
import dev.stagewright.pictures.operations.Posterize;
import dev.stagewright.pictures.operations.Sampling;
import dev.stagewright.pictures.operations.Saturation;
import dev.stagewright.pictures.operations.Sharpness;
import dev.stagewright.pictures.operations.Solarize;
import dev.stagewright.pictures.operations.Steps;
import dev.stagewright.pictures.operations.Warp;
import dev.stagewright.random.SplitMix64;
import java.util.EnumSet;
import java.util.Set;

/** What RandAugment and TrivialAugment choose from: torchvision's 14, in its order. */
enum AugmentOperation {
  IDENTITY,
  SHEAR_X,
  SHEAR_Y,
  TRANSLATE_X,
  TRANSLATE_Y,
  ROTATE,
  BRIGHTNESS,
  COLOR,
  CONTRAST,
  SHARPNESS,
  POSTERIZE,
  SOLARIZE,
  AUTO_CONTRAST,
  EQUALIZE;

  private static final Set<AugmentOperation> SIGNED = EnumSet.range(SHEAR_X, SHARPNESS);

  private static final double MAX_LEVEL = 255;

  /** How strong operations are at most. */
  interface Strongest {
    /** Of an operation on pictures of this size. */
    double of(AugmentOperation operation, int height, int width);
  }

  static AugmentOperation draw(SplitMix64 random) {
    return values()[random.nextInt(values().length)];
  }

  /** Whether the magnitude may go to either side. */
  boolean isSigned() {
    return SIGNED.contains(this);
  }

  /**
   * Draws the sign and makes the operation.
   *
   * @param strength of the strongest, from 0 to 1
   */
  PictureTransform make(
      SplitMix64 random,
      double strength,
      Strongest strongest,
      int height,
      int width,
      Sampling sampling) {
    double magnitude = strength * strongest.of(this, height, width);
    boolean negative = isSigned() && random.happens(0.5);
    return make(negative ? -magnitude : magnitude, height, width, sampling);
  }

  /**
   * The operation with a magnitude. Posterizing counts the bits that are lost, solarizing what the
   * threshold falls by, as a share.
   */
  PictureTransform make(double magnitude, int height, int width, Sampling sampling) {
    return switch (this) {
      case IDENTITY -> Steps.NONE;
      case SHEAR_X -> shear(degrees(magnitude), 0, height, width, sampling);
      case SHEAR_Y -> shear(0, degrees(magnitude), height, width, sampling);
      case TRANSLATE_X -> Warp.affine(0, (int) magnitude, 0, 1, 0, 0, sampling, Warp.NOTHING);
      case TRANSLATE_Y -> Warp.affine(0, 0, (int) magnitude, 1, 0, 0, sampling, Warp.NOTHING);
      case ROTATE -> Warp.rotation(magnitude, sampling, Warp.NOTHING);
      case BRIGHTNESS -> new Brightness(1 + magnitude);
      case COLOR -> new Saturation(1 + magnitude);
      case CONTRAST -> new Contrast(1 + magnitude);
      case SHARPNESS -> new Sharpness(1 + magnitude);
      case POSTERIZE -> new Posterize((int) Math.rint(8 - magnitude));
      case SOLARIZE -> new Solarize(MAX_LEVEL * (1 - magnitude));
      case AUTO_CONTRAST -> new AutoContrast();
      case EQUALIZE -> new Equalize();
    };
  }

  private static double degrees(double tangent) {
    return StrictMath.toDegrees(StrictMath.atan(tangent));
  }

  private static PictureTransform shear(
      double x, double y, int height, int width, Sampling sampling) {
    return Warp.affine(0, 0, 0, 1, x, y, sampling, Warp.NOTHING).aroundCorner(height, width);
  }
}

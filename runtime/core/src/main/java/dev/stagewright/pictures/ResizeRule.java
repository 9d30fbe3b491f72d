package dev.stagewright.pictures;

import dev.stagewright.errors.StagewrightException.Kind;

/**
 * How pictures get a network's size. A model keeps it, so that it sees pictures as it did in
 * training.
 *
 * @param fit what becomes of another aspect ratio
 * @param interpolation how new pixels are computed
 * @param cropShare for {@link Fit#CROP}: the network's size as a share of the one that the picture
 *     is resized to, above 0, up to 1; 1 for other fits
 */
public record ResizeRule(Fit fit, Interpolation interpolation, double cropShare) {

  /** Squashed by averaging over areas, or between pixels where a side grows. */
  public static final ResizeRule SQUASH = new ResizeRule(Fit.SQUASH, Interpolation.AUTO, 1);

  /** Checks the values, else throws {@link PictureException}. */
  public ResizeRule {
    if (!(cropShare > 0 && cropShare <= 1)) {
      throw fault(cropShare, "expected a number above 0, up to 1");
    }
    if (fit != Fit.CROP && cropShare != 1) {
      throw fault(cropShare, "has no effect unless resize is crop");
    }
  }

  private static PictureException fault(double found, String expected) {
    return new PictureException(
        Kind.USAGE,
        PictureException.Reason.FORM,
        "cropShare: found " + found + "; " + expected,
        null);
  }
}

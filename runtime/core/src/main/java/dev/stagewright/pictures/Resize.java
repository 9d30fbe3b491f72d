package dev.stagewright.pictures;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Gives a picture a size; values are rounded to whole numbers. A picture that has the size stays as
 * it is, unless it is to be cropped by a share.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 * @param rule how
 */
public record Resize(int height, int width, ResizeRule rule) implements PictureTransform {

  /**
   * Resizes without keeping the aspect ratio, by {@link Interpolation#AUTO}.
   *
   * @param height in pixels, at least 1
   * @param width in pixels, at least 1
   */
  public Resize(int height, int width) {
    this(height, width, ResizeRule.SQUASH);
  }

  /**
   * The same size with the aspect ratio not kept: for parts of pictures that have a ratio already.
   *
   * @return another resize, with the same interpolation
   */
  public Resize squashing() {
    return new Resize(height, width, new ResizeRule(Fit.SQUASH, rule.interpolation(), 1));
  }

  @Override
  public void applyTo(Picture picture) {
    switch (rule.fit()) {
      case SQUASH -> scale(picture, height, width);
      case CROP -> crop(picture);
      case PAD -> pad(picture);
    }
  }

  /** As torchvision: the longer side is rounded down, the crop's place half to even. */
  private void crop(Picture picture) {
    int coveredHeight = (int) (height / rule.cropShare());
    int coveredWidth = (int) (width / rule.cropShare());
    long h = picture.height();
    long w = picture.width();
    boolean byHeight = coveredHeight * w >= coveredWidth * h;
    int scaledHeight =
        byHeight ? coveredHeight : Math.max(coveredHeight, (int) (coveredWidth * h / w));
    int scaledWidth =
        byHeight ? Math.max(coveredWidth, (int) (coveredHeight * w / h)) : coveredWidth;
    scale(picture, scaledHeight, scaledWidth);
    picture.crop(
        (int) Math.rint((scaledHeight - height) / 2.0),
        (int) Math.rint((scaledWidth - width) / 2.0),
        height,
        width);
  }

  /** As TensorFlow: sides and places are rounded down. */
  private void pad(Picture picture) {
    long h = picture.height();
    long w = picture.width();
    boolean byHeight = h * width >= w * height;
    double exactHeight = byHeight ? height : (double) h * width / w;
    double exactWidth = byHeight ? (double) w * height / h : width;
    int scaledHeight = Math.max(1, (int) exactHeight);
    int scaledWidth = Math.max(1, (int) exactWidth);
    int top = (int) ((height - exactHeight) / 2);
    int left = (int) ((width - exactWidth) / 2);
    scale(picture, scaledHeight, scaledWidth);
    try (Scalar black = new Scalar(0)) {
      picture.replace(
          (from, to) ->
              opencv_core.copyMakeBorder(
                  from,
                  to,
                  top,
                  height - scaledHeight - top,
                  left,
                  width - scaledWidth - left,
                  opencv_core.BORDER_CONSTANT,
                  black));
    }
  }

  private void scale(Picture picture, int newHeight, int newWidth) {
    if (picture.height() == newHeight && picture.width() == newWidth) {
      return;
    }
    switch (rule.interpolation()) {
      case AUTO -> {
        // Averaging over areas keeps a shrunken picture free of aliases; it cannot enlarge.
        boolean shrinks = picture.height() >= newHeight && picture.width() >= newWidth;
        scale(
            picture,
            newHeight,
            newWidth,
            shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR);
      }
      case AREA -> scale(picture, newHeight, newWidth, opencv_imgproc.INTER_AREA);
      case BILINEAR -> scale(picture, newHeight, newWidth, opencv_imgproc.INTER_LINEAR);
      case ANTIALIAS_BILINEAR -> Resampling.BILINEAR.resize(picture, newHeight, newWidth);
      case ANTIALIAS_BICUBIC -> Resampling.BICUBIC.resize(picture, newHeight, newWidth);
    }
  }

  private static void scale(Picture picture, int newHeight, int newWidth, int method) {
    try (Size size = new Size(newWidth, newHeight)) {
      picture.replace((from, to) -> opencv_imgproc.resize(from, to, size, 0, 0, method));
    }
  }
}

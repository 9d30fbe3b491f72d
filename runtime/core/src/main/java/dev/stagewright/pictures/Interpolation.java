package dev.stagewright.pictures;

/** How new pixels are computed from old ones when a picture is resized. */
public enum Interpolation {
  /** {@link #AREA} where neither side grows, else {@link #BILINEAR}. */
  AUTO,
  /** OpenCV's {@code INTER_AREA}: the mean of the area that a new pixel covers. */
  AREA,
  /**
   * Keras' default: between the four nearest pixels, whatever the scale, so that large pictures
   * alias; pixels' centers at halves. OpenCV's {@code INTER_LINEAR}.
   */
  BILINEAR,
  /** Pillow's {@code BILINEAR}, torchvision's with antialias: a triangle as wide as the scale. */
  ANTIALIAS_BILINEAR,
  /** Pillow's {@code BICUBIC}, torchvision's with antialias: a cubic as wide as the scale. */
  ANTIALIAS_BICUBIC
}

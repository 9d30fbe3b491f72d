package dev.stagewright.pictures.operations;

/** How bright a color is, with torchvision's weights. */
final class Luminance {

  private Luminance() {}

  /** From 0 to 255, not rounded. */
  static float of(byte[] rgb, int at) {
    return (rgb[at] & 0xff) * 0.2989f
        + (rgb[at + 1] & 0xff) * 0.587f
        + (rgb[at + 2] & 0xff) * 0.114f;
  }
}

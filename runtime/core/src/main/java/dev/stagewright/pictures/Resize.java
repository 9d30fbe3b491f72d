package dev.stagewright.pictures;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Resizes without keeping the aspect ratio: by averaging over areas where neither side grows, else
 * between the nearest pixels; rounded to whole numbers. A picture that has the size stays as it is.
 *
 * @param height in pixels, at least 1
 * @param width in pixels, at least 1
 */
public record Resize(int height, int width) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    if (picture.height() == height && picture.width() == width) {
      return;
    }
    // Averaging over areas keeps a shrunken picture free of aliases; it cannot enlarge.
    boolean shrinks = picture.height() >= height && picture.width() >= width;
    int method = shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
    try (Size size = new Size(width, height)) {
      picture.replace((from, to) -> opencv_imgproc.resize(from, to, size, 0, 0, method));
    }
  }
}

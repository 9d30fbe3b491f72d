package dev.stagewright.pictures;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A decoded picture of 8 bits a value, [height, width, channels] with 1 channel (gray) or 3. Lies
 * outside of the heap, so it is to be closed.
 */
public final class Picture implements AutoCloseable {

  private static final int UNCHANGED = -1;

  static {
    try {
      // The threads that read pictures are enough; more of OpenCV's would compete with them.
      opencv_core.setNumThreads(1);
    } catch (LinkageError e) {
      throw new LinkageError(
          "OpenCV cannot be loaded: %s. Put one version of org.bytedeco:opencv on the class path, with its natives for %s"
              .formatted(e, Loader.getPlatform()),
          e);
    }
  }

  /** CV_8UC1 or CV_8UC3. */
  private Mat pixels;

  /** Of three channels: blue, green, red, as OpenCV decodes them; else red, green, blue. */
  private final boolean blueFirst;

  private int orientation = Exif.UPRIGHT;

  private Picture(Mat pixels, boolean blueFirst) {
    this.pixels = pixels;
    this.blueFirst = blueFirst;
  }

  /** Takes what OpenCV decoded, with 1 or 3 channels. */
  static Picture ofOpenCv(Mat pixels) {
    return new Picture(pixels, true);
  }

  /**
   * Makes a picture of its values.
   *
   * @param values unsigned, of [height, width, channels]
   * @param height in pixels
   * @param width in pixels
   * @param channels 1 for gray, 3 for red, green, blue
   * @return the picture
   */
  public static Picture of(byte[] values, int height, int width, int channels) {
    Mat pixels = new Mat(height, width, opencv_core.CV_8UC(channels));
    pixels.data().put(values, 0, height * width * channels);
    return new Picture(pixels, false);
  }

  Picture withOrientation(int stored) {
    orientation = stored;
    return this;
  }

  /**
   * The height as the values lie.
   *
   * @return in pixels
   */
  public int height() {
    return pixels.rows();
  }

  /**
   * The width as the values lie.
   *
   * @return in pixels
   */
  public int width() {
    return pixels.cols();
  }

  /**
   * The number of channels.
   *
   * @return 1 for gray, 3 for colors
   */
  public int channels() {
    return pixels.channels();
  }

  /**
   * Turns and mirrors the picture as its EXIF data say that it is to be seen; nothing where they
   * say nothing, and nothing a second time.
   *
   * @return this
   */
  public Picture upright() {
    if (orientation >= 5) {
      Mat turned = new Mat();
      opencv_core.transpose(pixels, turned);
      pixels.close();
      pixels = turned;
    }
    switch (orientation) {
      case 2, 6 -> opencv_core.flip(pixels, pixels, 1); // left and right
      case 4, 8 -> opencv_core.flip(pixels, pixels, 0); // top and bottom
      case 3, 7 -> opencv_core.flip(pixels, pixels, -1); // both
      default -> {}
    }
    orientation = Exif.UPRIGHT;
    return this;
  }

  /**
   * Delivers the picture resized, without keeping its aspect ratio, and converted between gray and
   * color: gray is 0.299 red + 0.587 green + 0.114 blue, as in OpenCV and Pillow.
   *
   * @param height to deliver
   * @param width to deliver
   * @param channels 3 for red, green, blue, 1 for gray
   * @param into receives whole numbers from 0 to 255 in the order [height, width, channels]
   */
  public void resizeInto(int height, int width, int channels, float[] into) {
    try (Mat resized = new Mat();
        Mat converted = new Mat();
        Mat floats = new Mat();
        Size size = new Size(width, height)) {
      boolean shrinks = height() >= height && width() >= width;
      // Averaging over areas keeps a shrunken picture free of aliases; it cannot enlarge.
      int method = shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
      opencv_imgproc.resize(pixels, resized, size, 0, 0, method);
      int conversion = conversion(channels);
      if (conversion == UNCHANGED) {
        resized.convertTo(floats, opencv_core.CV_32F);
      } else {
        opencv_imgproc.cvtColor(resized, converted, conversion);
        converted.convertTo(floats, opencv_core.CV_32F);
      }
      new FloatPointer(floats.data()).get(into, 0, height * width * channels);
    }
  }

  private int conversion(int to) {
    if (channels() == 1) {
      return to == 1 ? UNCHANGED : opencv_imgproc.COLOR_GRAY2RGB;
    }
    if (to == 1) {
      return blueFirst ? opencv_imgproc.COLOR_BGR2GRAY : opencv_imgproc.COLOR_RGB2GRAY;
    }
    return blueFirst ? opencv_imgproc.COLOR_BGR2RGB : UNCHANGED;
  }

  @Override
  public void close() {
    pixels.close();
  }
}

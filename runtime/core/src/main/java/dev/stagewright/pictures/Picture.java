package dev.stagewright.pictures;

import java.util.function.BiConsumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * A decoded picture of 8 bits a value, [height, width, channels] with 1 channel (gray) or 3. Lies
 * outside of the heap, so it is to be closed.
 */
public final class Picture implements AutoCloseable {

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
  private boolean blueFirst;

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
      replace(opencv_core::transpose);
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
   * Converts between gray and color: gray is 0.299 red + 0.587 green + 0.114 blue, as in OpenCV and
   * Pillow.
   *
   * @param channels 3 for colors, 1 for gray
   * @return this
   */
  public Picture toChannels(int channels) {
    if (channels() == 1 && channels == 3) {
      replace((from, to) -> opencv_imgproc.cvtColor(from, to, opencv_imgproc.COLOR_GRAY2RGB));
      blueFirst = false;
    } else if (channels() == 3 && channels == 1) {
      int conversion = blueFirst ? opencv_imgproc.COLOR_BGR2GRAY : opencv_imgproc.COLOR_RGB2GRAY;
      replace((from, to) -> opencv_imgproc.cvtColor(from, to, conversion));
    }
    return this;
  }

  /**
   * Copies the values.
   *
   * @return unsigned, of [height, width, channels]; red, green, blue or gray
   */
  public byte[] values() {
    if (channels() == 3 && blueFirst) {
      replace((from, to) -> opencv_imgproc.cvtColor(from, to, opencv_imgproc.COLOR_BGR2RGB));
      blueFirst = false;
    }
    byte[] values = new byte[Math.multiplyExact(height(), width() * channels())];
    pixels.data().get(values);
    return values;
  }

  /**
   * Puts other values in the place of these.
   *
   * @param values unsigned, of [height, width, channels] with as many channels as before; red,
   *     green, blue or gray
   * @param height in pixels
   * @param width in pixels
   */
  public void setValues(byte[] values, int height, int width) {
    if (height != height() || width != width()) {
      replace((from, to) -> to.create(height, width, from.type()));
    }
    pixels.data().put(values, 0, height * width * channels());
    blueFirst = false;
  }

  /**
   * Cuts a part out.
   *
   * @param top the first row, from 0
   * @param left the first column, from 0
   * @param height in pixels
   * @param width in pixels
   * @return this
   */
  public Picture crop(int top, int left, int height, int width) {
    if (height != height() || width != width()) {
      try (Rect part = new Rect(left, top, width, height)) {
        replace(
            (from, to) -> {
              try (Mat view = from.apply(part)) {
                view.copyTo(to); // values must lie row behind row
              }
            });
      }
    }
    return this;
  }

  /**
   * Mirrors the picture.
   *
   * @param horizontally true to swap left and right, false to swap top and bottom
   * @return this
   */
  public Picture flip(boolean horizontally) {
    replace((from, to) -> opencv_core.flip(from, to, horizontally ? 1 : 0));
    return this;
  }

  /**
   * Blurs by a Gaussian; the picture is mirrored at its edges.
   *
   * @param kernel how many pixels across count, odd
   * @param sigma the deviation, in pixels, above 0
   * @return this
   */
  public Picture blur(int kernel, double sigma) {
    try (Size size = new Size(kernel, kernel)) {
      replace((from, to) -> opencv_imgproc.GaussianBlur(from, to, size, sigma));
    }
    return this;
  }

  /**
   * Copies the picture.
   *
   * @return another picture, to be closed
   */
  public Picture copy() {
    return new Picture(pixels.clone(), blueFirst).withOrientation(orientation);
  }

  /** Puts what an operation makes of the pixels in their place. */
  void replace(BiConsumer<Mat, Mat> operation) {
    Mat made = new Mat();
    try {
      operation.accept(pixels, made);
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
    pixels.close();
    pixels = made;
  }

  @Override
  public void close() {
    pixels.close();
  }
}

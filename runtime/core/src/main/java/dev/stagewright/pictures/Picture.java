package dev.stagewright.pictures;

import java.util.function.BiConsumer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

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

package dev.stagewright.data;

import dev.stagewright.network.InputShape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Decodes and resizes with the OpenCV that DataVec brings. DataVec's own NativeImageLoader is not
 * used: it links against Leptonica, and OpenCV's order of channels (BGR) would leak through it.
 */
final class Pixels {

  private static final String KINDS = "JPEG, PNG, BMP, TIFF, WebP, GIF or PNM";
  private static final int UNCHANGED = -1;

  private Pixels() {}

  /** Reads an image file; see {@link ImageSource#read} for the shape and the result. */
  static void read(Path file, InputShape shape, float[] into) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e, e);
    }
    if (bytes.length == 0) {
      throw new DataException(file + ": found an empty file; expected an image");
    }
    if (isCutOffJpeg(bytes)) {
      throw new DataException(file + ": is a JPEG image that is cut off; copy it again");
    }
    try {
      if (startsWith(bytes, 'G', 'I', 'F', '8')) {
        readGif(bytes, shape, into);
      } else {
        read(bytes, shape, into);
      }
    } catch (IOException e) {
      throw new DataException(
          "%s: found %d bytes that are no complete image of a known kind; expected %s. Replace or remove the file"
              .formatted(file, bytes.length, KINDS),
          e);
    }
  }

  private static void read(byte[] bytes, InputShape shape, float[] into) throws IOException {
    try (BytePointer pointer = new BytePointer(bytes);
        Mat encoded = new Mat(1, bytes.length, opencv_core.CV_8UC1, pointer);
        Mat image = decode(encoded)) {
      deliver(image, shape, into);
    }
  }

  private static Mat decode(Mat encoded) throws IOException {
    Mat image;
    try {
      // Colour even for a grey shape: one conversion to grey, whatever the file's format.
      image = opencv_imgcodecs.imdecode(encoded, opencv_imgcodecs.IMREAD_COLOR);
    } catch (RuntimeException e) { // C++'s
      throw new IOException("OpenCV failed", e);
    }
    if (image.empty()) {
      throw new IOException("OpenCV found no image");
    }
    return image;
  }

  /** OpenCV reads no GIF. */
  private static void readGif(byte[] bytes, InputShape shape, float[] into) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    if (image == null) {
      throw new IOException("ImageIO found no image");
    }
    read(image, shape, into);
  }

  /**
   * OpenCV fills the missing part of a JPEG image without a word. A whole one has the marker for
   * the end (FF D9) somewhere behind the last marker for the start of a scan (FF DA): inside a
   * scan, FF is followed by 00 or a restart marker.
   */
  private static boolean isCutOffJpeg(byte[] bytes) {
    if (!startsWith(bytes, 0xff, 0xd8)) {
      return false;
    }
    for (int i = bytes.length - 2; i >= 0; i--) {
      if (bytes[i] == (byte) 0xff && bytes[i + 1] == (byte) 0xd9) {
        return false;
      }
      if (bytes[i] == (byte) 0xff && bytes[i + 1] == (byte) 0xda) {
        return true;
      }
    }
    return true;
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    for (int i = 0; i < start.length; i++) {
      if (i >= bytes.length || bytes[i] != (byte) start[i]) {
        return false;
      }
    }
    return true;
  }

  /** Takes an image from memory; transparency is ignored. */
  static void read(BufferedImage image, InputShape shape, float[] into) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] bgr = new byte[3 * argb.length];
    for (int i = 0; i < argb.length; i++) {
      bgr[3 * i] = (byte) argb[i];
      bgr[3 * i + 1] = (byte) (argb[i] >> 8);
      bgr[3 * i + 2] = (byte) (argb[i] >> 16);
    }
    try (BytePointer pointer = new BytePointer(bgr);
        Mat mat = new Mat(height, width, opencv_core.CV_8UC3, pointer)) {
      deliver(mat, shape, into);
    }
  }

  /** Takes one grey image of height x width bytes. */
  static void readGrey(byte[] grey, int height, int width, InputShape shape, float[] into) {
    try (BytePointer pointer = new BytePointer(grey);
        Mat mat = new Mat(height, width, opencv_core.CV_8UC1, pointer)) {
      deliver(mat, shape, into);
    }
  }

  private static void deliver(Mat image, InputShape shape, float[] into) {
    try (Mat resized = new Mat();
        Mat channels = new Mat();
        Mat floats = new Mat();
        Size size = new Size(shape.width(), shape.height())) {
      boolean shrinks = image.rows() >= shape.height() && image.cols() >= shape.width();
      // Averaging over areas keeps a shrunken image free of aliases; it cannot enlarge.
      int method = shrinks ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
      opencv_imgproc.resize(image, resized, size, 0, 0, method);
      int conversion = conversion(image.channels(), shape);
      if (conversion == UNCHANGED) {
        resized.convertTo(floats, opencv_core.CV_32F);
      } else {
        opencv_imgproc.cvtColor(resized, channels, conversion);
        channels.convertTo(floats, opencv_core.CV_32F);
      }
      new FloatPointer(floats.data()).get(into, 0, values(shape));
    }
  }

  private static int conversion(int channels, InputShape shape) {
    boolean grey = channels == 1;
    return switch (shape.channels()) {
      case 1 -> grey ? UNCHANGED : opencv_imgproc.COLOR_BGR2GRAY;
      case 3 -> grey ? opencv_imgproc.COLOR_GRAY2RGB : opencv_imgproc.COLOR_BGR2RGB;
      default ->
          throw new DataException(
              "inputShape: found %s; images have 1 channel (grey) or 3 (colour)".formatted(shape));
    };
  }

  static int values(InputShape shape) {
    return shape.height() * shape.width() * shape.channels();
  }
}

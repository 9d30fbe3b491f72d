package dev.stagewright.pictures;

import dev.stagewright.pictures.FormatParser.Span;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes with OpenCV. */
final class OpenCvDecoder {

  /** Gray stays gray; colors in OpenCV's order; transparency is dropped; nothing is turned. */
  private static final int FLAGS =
      opencv_imgcodecs.IMREAD_ANYCOLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

  private OpenCvDecoder() {}

  private static int reduction(int times) {
    return switch (times) {
      case 1 -> 0;
      case 2 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2;
      case 4 -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_4;
      default -> opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_8;
    };
  }

  static Picture decode(
      PictureHeader header, byte[] picture, List<Span> parts, DecodeOptions options)
      throws IOException {
    long length = parts.stream().mapToLong(part -> part.to() - part.from()).sum();
    try (BytePointer bytes = new BytePointer(length);
        Mat encoded = new Mat(1, (int) length, opencv_core.CV_8UC1, bytes)) {
      long at = 0;
      for (Span part : parts) {
        int partLength = (int) (part.to() - part.from());
        bytes.position(at).put(picture, (int) part.from(), partLength);
        at += partLength;
      }
      Background background = options.background();
      if (background != null && header.format() == PictureFormat.WEBP) {
        return onBackground(decoded(encoded, opencv_imgcodecs.IMREAD_UNCHANGED), background);
      }
      if (header.format() == PictureFormat.TIFF) {
        return Picture.ofOpenCv(
            upperBytes(decoded(encoded, FLAGS | opencv_imgcodecs.IMREAD_ANYDEPTH)));
      }
      return Picture.ofOpenCv(decoded(encoded, FLAGS | reduction(header.reduction(options))));
    }
  }

  private static Mat decoded(Mat encoded, int flags) throws IOException {
    Mat pixels = opencv_imgcodecs.imdecode(encoded, flags);
    if (pixels.empty()) {
      pixels.close();
      throw new IOException("OpenCV found no picture");
    }
    return pixels;
  }

  /** Of 16 bits the upper 8: OpenCV would round TIFF's. */
  private static Mat upperBytes(Mat pixels) {
    if (pixels.depth() != opencv_core.CV_16U) {
      return pixels;
    }
    try (pixels) {
      Mat bytes = new Mat();
      // It rounds to the nearest; what is taken off before makes that the next lower.
      pixels.convertTo(bytes, opencv_core.CV_8U, 1.0 / 256, -127.5 / 256);
      return bytes;
    }
  }

  private static Picture onBackground(Mat pixels, Background background) {
    if (pixels.channels() != 4) {
      return Picture.ofOpenCv(pixels);
    }
    byte[] opacities = new byte[pixels.rows() * pixels.cols()];
    try (Mat all = pixels;
        Mat opacity = new Mat()) {
      opencv_core.extractChannel(all, opacity, 3);
      opacity.data().get(opacities);
      Mat colors = new Mat();
      opencv_imgproc.cvtColor(all, colors, opencv_imgproc.COLOR_BGRA2BGR);
      Picture picture = Picture.ofOpenCv(colors);
      Opacity.blend(picture, background, opacities);
      return picture;
    }
  }
}

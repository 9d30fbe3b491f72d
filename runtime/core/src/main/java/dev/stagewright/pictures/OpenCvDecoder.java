package dev.stagewright.pictures;

import dev.stagewright.pictures.FormatParser.Span;
import java.io.IOException;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes with OpenCV. */
final class OpenCvDecoder {

  /** Gray stays gray; colors in OpenCV's order; transparency is dropped; nothing is turned. */
  private static final int FLAGS =
      opencv_imgcodecs.IMREAD_ANYCOLOR | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;

  private OpenCvDecoder() {}

  static Picture decode(PictureHeader header, byte[] picture, List<Span> parts) throws IOException {
    long length = parts.stream().mapToLong(part -> part.to() - part.from()).sum();
    try (BytePointer bytes = new BytePointer(length);
        Mat encoded = new Mat(1, (int) length, opencv_core.CV_8UC1, bytes)) {
      long at = 0;
      for (Span part : parts) {
        int partLength = (int) (part.to() - part.from());
        bytes.position(at).put(picture, (int) part.from(), partLength);
        at += partLength;
      }
      Mat pixels = opencv_imgcodecs.imdecode(encoded, FLAGS);
      if (pixels.empty()) {
        pixels.close();
        throw new IOException("OpenCV found no picture");
      }
      return Picture.ofOpenCv(pixels);
    }
  }
}

package dev.stagewright.pictures;

import dev.stagewright.pictures.FormatParser.Span;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes with the JDK's readers, whatever plug-ins are on the class path. */
final class ImageIoDecoder {

  private ImageIoDecoder() {}

  static Picture decode(
      PictureHeader header, byte[] picture, List<Span> parts, DecodeOptions options)
      throws IOException {
    ImageReader reader = reader(header.format());
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      reader.setInput(in, false, true);
      BufferedImage image = reader.read(0);
      return RasterReader.read(
          header.format() == PictureFormat.GIF ? GifScreen.with(image, picture) : image, options);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(PictureFormat format) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.toString());
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if ("java.desktop".equals(reader.getClass().getModule().getName())) {
        return reader;
      }
    }
    throw new IOException("this Java runtime has no reader for " + format);
  }
}

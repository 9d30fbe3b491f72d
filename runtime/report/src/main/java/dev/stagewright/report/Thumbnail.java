package dev.stagewright.report;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.Resize;
import dev.stagewright.reporting.EncodedPicture;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** The pixels of a small picture. */
final class Thumbnail {

  /** The longer side at most. */
  private static final int SIDE = 160;

  /** Smaller pictures are so few bytes that nothing needs to be lost. */
  private static final int LOSSLESS = 96;

  /** 0 to 255, of [height, width, channels]. */
  private final byte[] values;

  private final int height;
  private final int width;
  private final int channels;

  /**
   * Keeps pixels.
   *
   * @param values 0 to 255, of [height, width, channels]; not copied
   * @param height in pixels
   * @param width in pixels
   * @param channels 1 for gray, 3 for red, green, blue
   */
  Thumbnail(byte[] values, int height, int width, int channels) {
    this.values = values;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** Makes a picture small and upright; the picture itself is changed. */
  static Thumbnail of(Picture picture) {
    picture.upright();
    double scale = Math.min(1, (double) SIDE / Math.max(picture.height(), picture.width()));
    new Resize(scaled(picture.height(), scale), scaled(picture.width(), scale)).applyTo(picture);
    return new Thumbnail(picture.values(), picture.height(), picture.width(), picture.channels());
  }

  private static int scaled(int side, double scale) {
    return (int) Math.max(1, Math.round(side * scale));
  }

  /** One of a pixel's values, from 0 to 255. */
  int value(int y, int x, int channel) {
    return Byte.toUnsignedInt(values[(y * width + x) * channels + Math.min(channel, channels - 1)]);
  }

  EncodedPicture encode() {
    boolean lossless = Math.max(height, width) <= LOSSLESS;
    return encode(lossless ? "png" : "jpg");
  }

  EncodedPicture encode(String format) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, value(y, x, 0) << 16 | value(y, x, 1) << 8 | value(y, x, 2));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new EncodedPicture(out.toByteArray(), width, height);
  }
}

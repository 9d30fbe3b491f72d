package dev.stagewright.pictures;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Reads Java's images by their samples. Not by {@link BufferedImage#getRGB}, which takes gray for
 * linear in light and brightens it: a stored 75 becomes 148.
 */
final class RasterReader {

  /** Reads the pixel at x, y, whose row's samples are at hand, too. */
  private interface PixelReader {
    void read(int x, int y, int[] row, byte[] into, int at);
  }

  private final ColorModel model;
  private final Raster raster;
  private final int bands;
  private final int[] bits;

  /** Where a pixel's transparency is if its colors are multiplied by it, else -1. */
  private final int multiplier;

  private int channels = 3;

  private RasterReader(BufferedImage image) {
    this.model = image.getColorModel();
    this.raster = image.getRaster();
    this.bands = raster.getNumBands();
    this.bits = model.getComponentSize();
    this.multiplier = model.isAlphaPremultiplied() ? model.getNumColorComponents() : -1;
  }

  /** Takes an image as {@link PictureDecoder#decode(BufferedImage)} says. */
  static Picture read(BufferedImage image, DecodeOptions options) {
    RasterReader reader = new RasterReader(image);
    Picture picture = reader.read();
    Background background = options.background();
    if (background != null && reader.model.hasAlpha()) {
      Opacity.blend(picture.toChannels(3), background, reader.opacities());
    }
    return picture;
  }

  /** Of every pixel, from 0 to 255. */
  private byte[] opacities() {
    int width = raster.getWidth();
    byte[] opacities = new byte[width * raster.getHeight()];
    for (int i = 0; i < opacities.length; i++) {
      opacities[i] = (byte) model.getAlpha(raster.getDataElements(i % width, i / width, null));
    }
    return opacities;
  }

  private Picture read() {
    PixelReader pixels = pixelReader();
    int width = raster.getWidth();
    int height = raster.getHeight();
    byte[] values = new byte[Math.multiplyExact(height, width * channels)];
    int[] row = new int[width * bands];
    for (int y = 0, at = 0; y < height; y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++, at += channels) {
        pixels.read(x, y, row, values, at);
      }
    }
    return Picture.of(values, height, width, channels);
  }

  private PixelReader pixelReader() {
    if (model instanceof IndexColorModel) {
      return (x, y, row, into, at) -> put(model.getRGB(row[x]), into, at);
    }
    int space = model.getColorSpace().getType();
    Class<?> type = model.getClass(); // a subclass may take samples for anything
    if ((type == ComponentColorModel.class || type == DirectColorModel.class)
        && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)) {
      channels = space == ColorSpace.TYPE_GRAY ? 1 : 3;
      return isUnsigned() ? this::stored : this::normalized;
    }
    if (type == ComponentColorModel.class && space == ColorSpace.TYPE_CMYK && isUnsigned()) {
      return this::inks;
    }
    return (x, y, row, into, at) -> put(model.getRGB(raster.getDataElements(x, y, null)), into, at);
  }

  private boolean isUnsigned() {
    int type = model.getTransferType();
    return type == DataBuffer.TYPE_BYTE
        || type == DataBuffer.TYPE_USHORT
        || type == DataBuffer.TYPE_INT;
  }

  private static void put(int rgb, byte[] into, int at) {
    into[at] = (byte) (rgb >> 16);
    into[at + 1] = (byte) (rgb >> 8);
    into[at + 2] = (byte) rgb;
  }

  private void stored(int x, int y, int[] row, byte[] into, int at) {
    for (int channel = 0; channel < channels; channel++) {
      into[at + channel] = (byte) to8Bits(row, x * bands, channel);
    }
  }

  /** Of more than 8 bits the upper ones; fewer are spread over the range. */
  private int to8Bits(int[] row, int pixel, int channel) {
    int size = bits[channel];
    long value = Integer.toUnsignedLong(row[pixel + channel]);
    if (multiplier >= 0) {
      long share = Integer.toUnsignedLong(row[pixel + multiplier]);
      long whole = (1L << bits[multiplier]) - 1;
      value = share == 0 ? 0 : (value * whole + share / 2) / share;
    }
    long max = (1L << size) - 1;
    value = Math.min(value, max);
    return (int) (size >= 8 ? value >> (size - 8) : (value * 255 + max / 2) / max);
  }

  /** Floating-point and signed samples, which the model maps to the range from 0 to 1. */
  private void normalized(int x, int y, int[] row, byte[] into, int at) {
    float[] values = model.getNormalizedComponents(raster.getDataElements(x, y, null), null, 0);
    for (int channel = 0; channel < channels; channel++) {
      into[at + channel] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[channel])));
    }
  }

  /** Cyan, magenta, yellow and black as shares of white paper that they cover, as in Pillow. */
  private void inks(int x, int y, int[] row, byte[] into, int at) {
    int paper = 255 - to8Bits(row, x * bands, 3);
    for (int channel = 0; channel < 3; channel++) {
      int covered = (to8Bits(row, x * bands, channel) * paper + 127) / 255;
      into[at + channel] = (byte) Math.max(0, paper - covered);
    }
  }
}

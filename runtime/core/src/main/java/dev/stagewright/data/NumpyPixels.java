package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.NumpyException;
import dev.stagewright.files.NumpyHeader;
import dev.stagewright.pictures.Picture;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Pictures in a .npy file of uint8, read where they stand, so that the file may be of any size. */
final class NumpyPixels {

  private static final String EXPECTED =
      "|u1 (uint8) in C order, values from 0 to 255: numpy.ascontiguousarray(x, dtype=\"uint8\"); multiply values from 0 to 1 by 255 first";

  private final String name;
  private final FileChannel file;
  private final NumpyHeader header;
  private final Axes axes;

  private NumpyPixels(String name, FileChannel file, NumpyHeader header, Axes axes) {
    this.name = name;
    this.file = file;
    this.header = header;
    this.axes = axes;
  }

  /**
   * Reads the header.
   *
   * @param file stays open
   * @param told the order of the axes; null to guess it
   */
  static NumpyPixels of(String name, FileChannel file, @Nullable Axes told) throws IOException {
    NumpyHeader header = header(name, file, "uint8");
    if (!header.type().equals("|u1") || header.fortran()) {
      throw new NumpyException(
          "%s: found %s in %s order; expected %s"
              .formatted(name, Printable.of(header.type()), header.order(), EXPECTED));
    }
    Axes axes = told == null ? Axes.guess(name, header.shape()) : told;
    axes.check(name, header.shape());
    header.checkLength(name, 1, file.size() - header.start());
    return new NumpyPixels(name, file, header, axes);
  }

  static NumpyHeader header(String name, FileChannel file, String expected) throws IOException {
    file.position(0);
    return NumpyHeader.read(name, new BufferedInputStream(Channels.newInputStream(file)), expected);
  }

  int count() {
    return Math.toIntExact(header.shape().get(0));
  }

  Axes axes() {
    return axes;
  }

  Picture picture(int image) {
    int height = axes.height(header.shape());
    int width = axes.width(header.shape());
    int channels = (int) axes.channels(header.shape());
    byte[] stored = stored(image, height * width * channels);
    if (axes != Axes.NCHW) {
      return Picture.of(stored, height, width, channels);
    }
    byte[] last = new byte[stored.length];
    int area = height * width;
    for (int channel = 0; channel < channels; channel++) {
      for (int pixel = 0; pixel < area; pixel++) {
        last[pixel * channels + channel] = stored[channel * area + pixel];
      }
    }
    return Picture.of(last, height, width, channels);
  }

  private byte[] stored(int image, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try {
      while (bytes.hasRemaining()) {
        long at = header.start() + (long) image * length + bytes.position();
        if (file.read(bytes, at) < 0) {
          throw new EOFException("the file has become shorter");
        }
      }
      return bytes.array();
    } catch (IOException e) {
      throw new NumpyException(name + ": cannot be read: " + e, e);
    }
  }
}

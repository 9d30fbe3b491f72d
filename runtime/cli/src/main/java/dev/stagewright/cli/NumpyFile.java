package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.NumpyException;
import dev.stagewright.files.NumpyHeader;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A .npy file of float32 in C order, read a few rows at a time. ND4J's own reader is native, and a
 * damaged file can end the process there.
 *
 * @param path the file
 * @param shape the array's
 * @param start where the values start
 */
record NumpyFile(Path path, List<Long> shape, long start) {

  static NumpyFile open(Path path) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
      NumpyHeader header = NumpyHeader.read(path.toString(), in, "float32");
      if (!header.type().equals("<f4") || header.fortran()) {
        throw new NumpyException(
            "%s: found %s in %s order; expected <f4 (little-endian float32) in C order: numpy.ascontiguousarray(x, dtype=\"<f4\")"
                .formatted(path, Printable.of(header.type()), header.order()));
      }
      header.checkLength(path.toString(), Float.BYTES, Files.size(path) - header.start());
      return new NumpyFile(path, header.shape(), header.start());
    } catch (EOFException e) {
      throw new NumpyException(path + ": is truncated; write or copy it again", e);
    } catch (NoSuchFileException e) {
      throw new NumpyException(path + ": does not exist", e);
    } catch (IOException e) {
      throw new NumpyException(path + ": cannot be read: " + e, e);
    }
  }

  private static final int MOST_AT_ONCE = Integer.MAX_VALUE / Float.BYTES;

  /** Reads {@code count} rows of the first dimension from {@code first} on. */
  INDArray rows(long first, int count) {
    long row = shape.stream().skip(1).reduce(1L, (a, b) -> a * b);
    if (count * row > MOST_AT_ONCE) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: %d images of %s have %d numbers; at most %d are computed at once. Use a smaller --batch-size",
              path,
              count,
              shape.subList(1, shape.size()),
              count * row,
              MOST_AT_ONCE));
    }
    float[] values = new float[(int) (count * row)];
    try (FileChannel channel = FileChannel.open(path)) {
      read(channel, start + 4 * first * row, 4 * values.length).asFloatBuffer().get(values);
    } catch (IOException e) {
      throw new NumpyException(path + ": cannot be read: " + e, e);
    }
    long[] sides = shape.stream().mapToLong(Long::longValue).toArray();
    sides[0] = count;
    return Nd4j.create(values, sides, 'c');
  }

  private static ByteBuffer read(FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.flip();
  }
}

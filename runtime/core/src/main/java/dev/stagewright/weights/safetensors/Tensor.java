package dev.stagewright.weights.safetensors;

import dev.stagewright.errors.Printable;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A tensor as the header of a file describes it.
 *
 * @param name PyTorch's name
 * @param type its numbers
 * @param shape its sides
 * @param begin where its bytes begin, counted from the end of the header
 * @param end where they end
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Tensor(String name, TensorType type, long[] shape, long begin, long end) {

  private static final int CHUNK = 1 << 16;

  /** Its length in numbers. */
  long length() {
    return (end - begin) / type.bytes();
  }

  /** Reads the values in float32 and c order, {@code data} being where the header ends. */
  INDArray values(Path path, long data) {
    float[] values = new float[Math.toIntExact(length())];
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel file = FileChannel.open(path)) {
      file.position(data + begin);
      int done = 0;
      while (done < values.length) {
        int count = Math.min(CHUNK / type.bytes(), values.length - done);
        buffer.clear().limit(count * type.bytes());
        while (buffer.hasRemaining()) {
          if (file.read(buffer) < 0) {
            throw new WeightsException(
                "%s: the file ends within the tensor %s; it changed after it was opened. Read it again"
                    .formatted(path, Printable.of(name)));
          }
        }
        for (int i = 0; i < count; i++) {
          values[done + i] = type.decode(buffer, i * type.bytes());
        }
        done += count;
      }
    } catch (IOException e) {
      throw new WeightsException(path + " cannot be read: " + e.getMessage(), e);
    }
    return shape.length == 0 ? Nd4j.scalar(values[0]) : Nd4j.create(values, shape, 'c');
  }

  @Override
  public String toString() {
    return "%s (%s %s)".formatted(Printable.of(name), type, Arrays.toString(shape));
  }
}

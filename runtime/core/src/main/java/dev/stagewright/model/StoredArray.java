package dev.stagewright.model;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.stagewright.errors.Brief;
import dev.stagewright.files.ZipArchive;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.indexer.Bfloat16Indexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A vector in the form of {@code Nd4j.write}, read so that every length is compared with what is
 * there before memory is taken; {@code Nd4j.read} believes them, and the process may end.
 *
 * <p>The form, big-endian: a buffer of integers [rank, sizes, strides, flags, element-wise stride,
 * order], then a buffer of values; each buffer is the name of a kind of memory, the number of
 * elements, the name of their type, the elements.
 */
final class StoredArray implements Closeable {

  private static final Map<String, Integer> VALUE_BYTES =
      Map.of("FLOAT", 4, "DOUBLE", 8, "HALF", 2, "BFLOAT16", 2);

  /** Kinds of memory, and the bytes of a buffer's length: those before 1.0.0-beta had 4. */
  private static final Map<String, Integer> LENGTH_BYTES =
      Map.of("DIRECT", 4, "HEAP", 4, "JAVACPP", 4, "LONG_SHAPE", 8, "MIXED_DATA_TYPES", 8);

  private static final Map<String, Integer> SHAPE_BYTES = Map.of("INT", 4, "LONG", 8);

  private static final int CHUNK = 1 << 13;

  private final String entry;
  private final DataInputStream in;
  private final long length;
  private final DataType type;
  private final int valueBytes;
  private long position;

  private StoredArray(ZipArchive zip, String entry) throws IOException {
    this.entry = entry;
    this.in = new DataInputStream(new BufferedInputStream(zip.stream(entry), 1 << 16));
    try {
      long values = readShape();
      this.length = readLength();
      if (length != values) {
        throw fault(
            String.format(Locale.ROOT, "its shape has %d values, its data %d", values, length));
      }
      String name = readText();
      this.valueBytes = known(VALUE_BYTES, name, "type");
      this.type = DataType.valueOf(name);
      long there = zip.size(entry) - position;
      if (there % valueBytes != 0 || there / valueBytes != length) {
        throw fault(
            String.format(
                Locale.ROOT,
                "it declares %d values of %d bytes and holds %d bytes",
                length,
                valueBytes,
                there));
      }
    } catch (EOFException e) {
      in.close();
      throw fault("it is truncated");
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads all but the values.
   *
   * @throws IOException if the entry does not hold a vector of the values that it declares
   */
  static StoredArray open(ZipArchive zip, String entry) throws IOException {
    return new StoredArray(zip, entry);
  }

  /** Reads the shape of a vector, [length] or [1, length], and returns its length. */
  private long readShape() throws IOException {
    long integers = readLength();
    int bytes = known(SHAPE_BYTES, readText(), "type of shape");
    if (integers != 6 && integers != 8) { // rank 1 and 2
      throw fault(String.format(Locale.ROOT, "its shape consists of %d numbers", integers));
    }
    long[] shape = new long[(int) integers];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = bytes == 4 ? in.readInt() : in.readLong();
      position += bytes;
    }
    int rank = shape.length / 2 - 2;
    long order = shape[shape.length - 1];
    long values = shape[rank];
    boolean vector = shape[0] == rank && values > 0 && (rank == 1 || shape[1] == 1);
    boolean dense = values == 1 || shape[2 * rank] == 1;
    if (!vector || !dense || (order != 'c' && order != 'f')) {
      throw fault(
          "found the shape information %s; expected that of a vector"
              .formatted(Arrays.toString(shape)));
    }
    return values;
  }

  private long readLength() throws IOException {
    boolean isInt = known(LENGTH_BYTES, readText(), "kind of memory") == 4;
    position += isInt ? 4 : 8;
    return isInt ? in.readInt() : in.readLong();
  }

  private String readText() throws IOException {
    int bytes = in.readUnsignedShort();
    position += 2 + bytes;
    return new String(in.readNBytes(bytes), US_ASCII);
  }

  private int known(Map<String, Integer> sizes, String name, String what) throws IOException {
    Integer size = sizes.get(name);
    if (size == null) {
      throw fault(
          "found the %s \"%s\"; expected one of %s"
              .formatted(
                  what,
                  Brief.of(name),
                  String.join(", ", sizes.keySet().stream().sorted().toList())));
    }
    return size;
  }

  long length() {
    return length;
  }

  DataType type() {
    return type;
  }

  /**
   * Reads the values to the entry's end, so that its checksum is compared.
   *
   * @param target a contiguous array of this length and type
   */
  void readInto(INDArray target) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * valueBytes);
    for (long start = 0; start < length; start += CHUNK) {
      int count = (int) Math.min(CHUNK, length - start);
      in.readFully(buffer.array(), 0, count * valueBytes);
      put(buffer, count, target.data(), target.offset() + start);
    }
    if (in.read() >= 0) {
      throw fault("it goes on after its values");
    }
  }

  private void put(ByteBuffer from, int count, DataBuffer data, long start) {
    if (type == DataType.FLOAT) { // the usual one, many at once
      float[] values = new float[count];
      from.rewind().asFloatBuffer().get(values);
      ((FloatIndexer) data.indexer()).put(start, values, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      switch (type) {
        case DOUBLE -> data.put(start + i, from.getDouble(8 * i));
        case HALF -> data.put(start + i, HalfIndexer.toFloat(from.getShort(2 * i)));
        default -> data.put(start + i, Bfloat16Indexer.toFloat(from.getShort(2 * i)));
      }
    }
  }

  private IOException fault(String what) {
    return new IOException("the entry " + entry + " is damaged: " + what);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package dev.stagewright.model;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The values of flat arrays as bytes: little-endian float32, one behind the other. */
public final class FloatArrays {

  /** Values at once, which bounds what is taken of the heap. */
  private static final int CHUNK = 1 << 18;

  private FloatArrays() {}

  /**
   * Writes all values.
   *
   * @param array float32, of one row
   * @param out takes 4 bytes for each value
   * @throws IOException if they cannot be written
   */
  public static void write(INDArray array, OutputStream out) throws IOException {
    INDArray flat = array.reshape(array.length());
    for (long start = 0; start < flat.length(); start += CHUNK) {
      float[] values = chunk(flat, start).toFloatVector();
      byte[] bytes = new byte[values.length * Float.BYTES];
      floats(bytes).put(values);
      out.write(bytes);
    }
  }

  /**
   * Reads all values of an array.
   *
   * @param in has 4 bytes for each value
   * @param array float32, of one row; its values are replaced
   * @throws IOException if there are fewer bytes, or they cannot be read
   */
  public static void read(InputStream in, INDArray array) throws IOException {
    INDArray flat = array.reshape(array.length());
    DataInputStream data = new DataInputStream(in);
    for (long start = 0; start < flat.length(); start += CHUNK) {
      INDArray chunk = chunk(flat, start);
      float[] values = new float[Math.toIntExact(chunk.length())];
      byte[] bytes = new byte[values.length * Float.BYTES];
      data.readFully(bytes);
      floats(bytes).get(values);
      chunk.assign(Nd4j.createFromArray(values));
    }
  }

  /**
   * The SHA-256 of the bytes.
   *
   * @param array float32, of one row, such as a graph's {@code params()}
   * @return 64 hexadecimal digits
   */
  public static String sha256(INDArray array) {
    try (var out =
        new DigestOutputStream(
            OutputStream.nullOutputStream(), MessageDigest.getInstance("SHA-256"))) {
      write(array, out);
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  private static INDArray chunk(INDArray flat, long start) {
    return flat.get(NDArrayIndex.interval(start, Math.min(start + CHUNK, flat.length())));
  }

  private static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}

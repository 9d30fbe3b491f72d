package dev.stagewright.spark.training;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import scala.Tuple2;

/**
 * Slices on their way through a shuffle, in chunks by recipient: sender and place, 4 bytes each,
 * then values. Each is made when Spark writes it, so that no slice is twice in memory.
 */
final class Chunks implements Iterator<Tuple2<Integer, byte[]>> {

  /**
   * Values of a chunk: a megabyte at most, of which Java's serialization keeps some for a while.
   */
  private static final int LENGTH = 1 << 18;

  private static final int HEADER = 2 * Integer.BYTES;

  private final int sender;
  private final int recipients;
  private final IntFunction<FloatBuffer> slices;
  private final GradientFormat format;
  private int recipient = -1;
  private FloatBuffer slice = FloatBuffer.allocate(0);

  /**
   * Sends slices to all but the sender.
   *
   * @param recipients all, with the sender
   * @param slices what each gets
   */
  Chunks(int sender, int recipients, IntFunction<FloatBuffer> slices, GradientFormat format) {
    this.sender = sender;
    this.recipients = recipients;
    this.slices = slices;
    this.format = format;
    advance();
  }

  private void advance() {
    while (!slice.hasRemaining() && recipient < recipients) {
      recipient++;
      if (recipient != sender && recipient < recipients) {
        slice = slices.apply(recipient).duplicate().clear();
      }
    }
  }

  @Override
  public boolean hasNext() {
    return slice.hasRemaining();
  }

  @Override
  public Tuple2<Integer, byte[]> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all is sent");
    }
    int place = slice.position();
    int length = Math.min(LENGTH, slice.remaining());
    byte[] chunk = new byte[HEADER + length * format.bytes()];
    ByteBuffer bytes = GradientFormat.littleEndian(chunk).putInt(sender).putInt(place);
    format.write(slice.duplicate().limit(place + length), bytes);
    var sent = new Tuple2<>(recipient, chunk);
    slice.position(place + length);
    advance();
    return sent;
  }

  /**
   * Puts a chunk into its place.
   *
   * @param slices by sender
   */
  static void put(byte[] chunk, GradientFormat format, IntFunction<FloatBuffer> slices) {
    ByteBuffer bytes = GradientFormat.littleEndian(chunk);
    FloatBuffer slice = slices.apply(bytes.getInt());
    int place = bytes.getInt();
    int length = bytes.remaining() / format.bytes();
    format.read(bytes, slice.duplicate().position(place).limit(place + length));
  }
}

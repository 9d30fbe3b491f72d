package dev.stagewright.data;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What a frozen body makes of a source's pictures, kept outside of the heap if there is room for
 * all of them. It computes batches of one size only, since the last bits of its values depend on
 * it. For one thread at a time.
 */
final class FrozenFeatures implements AutoCloseable {

  private final FrozenBody body;
  private final int batchSize;
  private final int pictures;
  private final long room;
  private final Map<Integer, FloatPointer> kept = new HashMap<>();

  /** Of one picture's features. */
  private final long[] shape;

  /**
   * Computes features of nothing, to know how many values they have.
   *
   * @param input of the largest batch, [pictures, ...]
   * @param pictures how many the source has
   * @param room in bytes; 0 to keep none
   */
  FrozenFeatures(FrozenBody body, long[] input, int pictures, long room) {
    this.body = body;
    this.pictures = pictures;
    this.room = room;
    try (INDArray nothing = Nd4j.zeros(DataType.FLOAT, input)) {
      INDArray all = body.features(nothing);
      this.shape = Arrays.copyOfRange(all.shape(), 1, all.rank());
      release(all);
    }
    // Known behind the first pass: an engine may leave it to Deeplearning4j.
    this.batchSize = body.batchSize((int) input[0]);
  }

  /** Whether there is room for all. */
  boolean fit() {
    return bytes() <= room;
  }

  /** How much room all of them take. */
  long bytes() {
    return values() * Float.BYTES * pictures;
  }

  /** Whether the features of pictures, by their numbers, need not be computed. */
  boolean keeps(int[] images) {
    return Arrays.stream(images).allMatch(kept::containsKey);
  }

  private long values() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** Computes features, [images, ...], and keeps them if there is room. */
  INDArray compute(int[] images, INDArray batch) {
    INDArray features = newArray(images.length);
    for (int start = 0; start < images.length; start += batchSize) {
      int end = Math.min(start + batchSize, images.length);
      computeInto(
          features.get(NDArrayIndex.interval(start, end)),
          batch.get(NDArrayIndex.interval(start, end)));
    }
    if (fit()) {
      for (int i = 0; i < images.length; i++) {
        keep(images[i], place(features, i));
      }
    }
    return features;
  }

  /** Computes at most as many pictures as a batch has. */
  private void computeInto(INDArray features, INDArray part) {
    long count = part.size(0);
    boolean whole = count == batchSize;
    INDArray input = whole ? part : filledUp(part);
    INDArray all = body.features(input);
    features.assign(all.get(NDArrayIndex.interval(0, count)));
    release(all);
    if (!whole) {
      input.close();
    }
  }

  private INDArray newArray(int images) {
    long[] all = new long[shape.length + 1];
    all[0] = images;
    System.arraycopy(shape, 0, all, 1, shape.length);
    return Nd4j.createUninitialized(DataType.FLOAT, all, 'c');
  }

  private static void release(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }

  /** With zeros behind the pictures. */
  private INDArray filledUp(INDArray batch) {
    long[] whole = batch.shape().clone();
    whole[0] = batchSize;
    INDArray filled = Nd4j.zeros(DataType.FLOAT, whole);
    filled.get(NDArrayIndex.interval(0, batch.size(0))).assign(batch);
    return filled;
  }

  private void keep(int image, FloatBuffer from) {
    kept.computeIfAbsent(image, number -> new FloatPointer(values())).asBuffer().put(from);
  }

  private FloatBuffer place(INDArray features, int row) {
    FloatPointer all = new FloatPointer(features.data().pointer());
    long start = features.offset() + row * values();
    return all.position(start).limit(start + values()).asBuffer();
  }

  /** The kept features of pictures, [images, ...]. */
  INDArray of(int[] images) {
    INDArray features = newArray(images.length);
    for (int i = 0; i < images.length; i++) {
      place(features, i).put(Objects.requireNonNull(kept.get(images[i])).asBuffer());
    }
    return features;
  }

  @Override
  public void close() {
    kept.values().forEach(FloatPointer::close);
    kept.clear();
  }
}

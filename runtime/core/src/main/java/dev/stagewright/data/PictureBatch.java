package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.network.InputShape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The network's input for some pictures. Each has its place in one array, into which it is decoded,
 * transformed, resized and preprocessed, so that the engine reads it from there.
 */
public final class PictureBatch implements ReadAhead.Batch<PictureBatch>, AutoCloseable {

  /** Reads one of the pictures. */
  interface Reading {
    /** Into its place, from index 0. */
    void read(int picture, FloatBuffer into);
  }

  private final ImageInput input;
  private final List<NamedPicture> pictures;
  private final Reading reading;
  private final INDArray array;

  /** Why pictures could not be read, each in its place. */
  private final @Nullable RuntimeException[] faults;

  PictureBatch(ImageInput input, List<NamedPicture> pictures) {
    this(input, pictures, (picture, into) -> input.read(pictures.get(picture), into));
  }

  /** Makes a batch whose pictures are read in another way than the input's. */
  PictureBatch(ImageInput input, List<NamedPicture> pictures, Reading reading) {
    this.input = input;
    this.pictures = List.copyOf(pictures);
    this.reading = reading;
    this.array = newArray(input.arrayShape(pictures.size()));
    this.faults = new RuntimeException[pictures.size()];
  }

  /**
   * Reads pictures ahead of their use.
   *
   * @param pictures in the order of the batches
   * @param input what the network takes
   * @param batchSize how many pictures a batch has, at least 1; the last one may have fewer
   * @return the batches; one whose pictures cannot all be read has those in front of the first such
   */
  public static ReadAhead<PictureBatch> readAhead(
      Iterator<NamedPicture> pictures, ImageInput input, int batchSize) {
    return readAhead(pictures, input, batchSize, Loading.DEFAULT);
  }

  /**
   * Reads pictures ahead of their use.
   *
   * @param pictures in the order of the batches
   * @param input what the network takes
   * @param batchSize how many pictures a batch has, at least 1; the last one may have fewer
   * @param loading with how many threads
   * @return the batches; one whose pictures cannot all be read has those in front of the first such
   */
  public static ReadAhead<PictureBatch> readAhead(
      Iterator<NamedPicture> pictures, ImageInput input, int batchSize, Loading loading) {
    checkSize(batchSize);
    Iterator<PictureBatch> batches =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return pictures.hasNext();
          }

          @Override
          public PictureBatch next() {
            List<NamedPicture> some = new ArrayList<>();
            while (some.size() < batchSize && pictures.hasNext()) {
              some.add(pictures.next());
            }
            return new PictureBatch(input, some);
          }
        };
    return new ReadAhead<>(batches, loading.threads());
  }

  /**
   * Reads one picture on the calling thread.
   *
   * @param picture to read
   * @param input what the network takes
   * @return a batch of one
   * @throws DataException if it cannot be read
   */
  public static PictureBatch of(NamedPicture picture, ImageInput input) {
    PictureBatch batch = new PictureBatch(input, List.of(picture));
    batch.load(0);
    batch.requireAll();
    return batch;
  }

  static void checkSize(int batchSize) {
    if (batchSize < 1) {
      throw new DataException(
          Kind.USAGE, "batchSize: found " + batchSize + "; expected at least 1");
    }
  }

  /** Deeplearning4j's arrays have no more numbers. */
  static void checkNumbers(int batchSize, InputShape shape, int outputs) {
    double values = (double) shape.height() * shape.width() * shape.channels();
    double most = Math.floor(Integer.MAX_VALUE / Math.max(values, outputs));
    if (batchSize > most) {
      throw new DataException(
          Kind.USAGE,
          String.format(
              Locale.ROOT,
              "batchSize: found %d; a batch holds at most %.0f images of %s",
              batchSize,
              most,
              shape));
    }
  }

  /** Not of a workspace, which would take it back. */
  @SuppressWarnings("try") // the scope only has to be open
  private static INDArray newArray(long[] shape) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.createUninitialized(DataType.FLOAT, shape, 'c');
    }
  }

  @Override
  public int size() {
    return pictures.size();
  }

  @Override
  public void load(int picture) {
    try {
      reading.read(picture, place(picture));
    } catch (RuntimeException e) {
      faults[picture] = e;
      FloatBuffer place = place(picture);
      while (place.hasRemaining()) {
        place.put(0);
      }
    }
  }

  /** Leaves a picture out that is known not to be readable. */
  void leaveOut(int picture) {
    faults[picture] = new DataException(name(picture) + ": is left out");
  }

  /** The part of the array that a picture fills. */
  FloatBuffer place(int picture) {
    FloatPointer all = new FloatPointer(array.data().pointer());
    long start = (long) picture * input.values();
    return all.position(start).limit(start + input.values()).asBuffer();
  }

  @Override
  public PictureBatch finish() {
    return this;
  }

  @Override
  public void discard() {
    close();
  }

  /** The pictures in front of the first one that cannot be read. */
  public int readable() {
    return (int) IntStream.range(0, faults.length).takeWhile(i -> faults[i] == null).count();
  }

  /**
   * Moves the pictures that were read to the front, so that {@link #array} has all of them.
   *
   * @return their places before
   */
  int[] compact() {
    int[] read = IntStream.range(0, faults.length).filter(i -> faults[i] == null).toArray();
    for (int i = 0; i < read.length; i++) {
      if (read[i] != i) {
        place(i).put(place(read[i]));
        faults[read[i]] = faults[i];
        faults[i] = null;
      }
    }
    return read;
  }

  /**
   * Why a picture could not be read.
   *
   * @param picture from 0
   * @return null if it was read
   */
  public @Nullable RuntimeException fault(int picture) {
    return faults[picture];
  }

  /**
   * Checks that every picture was read.
   *
   * @throws DataException naming the first one that could not be; this is closed then
   */
  public void requireAll() {
    for (RuntimeException fault : faults) {
      if (fault != null) {
        close();
        throw fault;
      }
    }
  }

  /**
   * What tells a picture from the others in messages.
   *
   * @param picture from 0
   */
  public String name(int picture) {
    return pictures.get(picture).name();
  }

  /**
   * The network's input: [pictures, height, width, channels] or [pictures, channels, height, width]
   * of those in front of the first one that cannot be read.
   *
   * @return valid until this is closed
   */
  public INDArray array() {
    int readable = readable();
    return readable == size() ? array : array.get(NDArrayIndex.interval(0, readable));
  }

  /**
   * The network's input of all pictures, zeros where one could not be read.
   *
   * @return valid until this is closed
   */
  public INDArray whole() {
    return array;
  }

  /**
   * Gives the memory back at once: it lies outside of the heap, so that the collector would see no
   * reason to hurry.
   */
  @Override
  public void close() {
    if (array.closeable()) {
      array.close();
    }
  }
}

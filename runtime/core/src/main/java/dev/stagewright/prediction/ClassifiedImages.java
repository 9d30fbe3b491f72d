package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.PictureBatch;
import dev.stagewright.data.ReadAhead;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Computes images batch by batch, and hands them out one by one. */
final class ClassifiedImages<S> implements Iterator<Classified<S>> {

  /** What a classifier does with what was read. */
  interface Computation {
    /** Outputs of [images, classes]. */
    float[][] outputs(PictureBatch batch);

    /** What an image, whose outputs these are, shows. */
    List<Prediction> predictions(float[] outputs, String image);
  }

  private final ReadAhead<PictureBatch> batches;
  private final Computation computation;

  /** Of the pictures that are read ahead. */
  private final Queue<S> sources = new ArrayDeque<>();

  private @Nullable PictureBatch batch;
  private float[][] outputs = {};
  private int next;

  private ClassifiedImages(
      Iterator<S> images,
      Function<S, NamedPicture> pictures,
      ImageInput input,
      int batchSize,
      Computation computation) {
    this.computation = computation;
    Iterator<NamedPicture> named =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return images.hasNext();
          }

          @Override
          public NamedPicture next() {
            S image = images.next();
            sources.add(image);
            return pictures.apply(image);
          }
        };
    this.batches = PictureBatch.readAhead(named, input, batchSize);
  }

  /** A stream that ends its threads when it ends, fails or is closed. */
  static <S> Stream<Classified<S>> stream(
      Iterator<S> images,
      Function<S, NamedPicture> pictures,
      ImageInput input,
      int batchSize,
      Computation computation) {
    var classified = new ClassifiedImages<>(images, pictures, input, batchSize, computation);
    int kind = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(classified, kind), false)
        .onClose(classified.batches::close);
  }

  @Override
  public boolean hasNext() {
    boolean more = next < outputs.length || hasFault() || batches.hasNext();
    if (!more) {
      batches.close();
    }
    return more;
  }

  /** Whether an image of this batch could not be read: told behind those in front of it. */
  private boolean hasFault() {
    return batch != null && batch.readable() < batch.size();
  }

  @Override
  public Classified<S> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more images");
    }
    try {
      PictureBatch current = next < outputs.length && batch != null ? batch : advance();
      String name = current.name(next);
      return new Classified<>(sources.remove(), computation.predictions(outputs[next++], name));
    } catch (RuntimeException | Error e) {
      batches.close();
      throw e;
    }
  }

  private PictureBatch advance() {
    if (batch != null) {
      batch.requireAll();
    }
    PictureBatch read = batches.next();
    batch = read;
    next = 0;
    try (read) {
      if (read.readable() == 0) {
        read.requireAll();
      }
      outputs = computation.outputs(read);
    }
    return read;
  }
}

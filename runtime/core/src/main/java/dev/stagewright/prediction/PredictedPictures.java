package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.PictureBatch;
import dev.stagewright.data.ReadAhead;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Predicts pictures batch by batch, each read for every input, and hands them out one by one. */
final class PredictedPictures<S> implements Iterator<Predicted<S>> {

  /** What a predictor does with what was read. */
  interface Computation {
    /** Values of [pictures, outputs] from the batches of each input. */
    double[][] values(Map<ImageInput, INDArray> batches);

    /** What is wrong with a picture's values; null if nothing is. */
    @Nullable RuntimeException fault(double[] values, String picture);
  }

  private final Iterator<S> sources;
  private final Map<ImageInput, ReadAhead<PictureBatch>> readers = new LinkedHashMap<>();
  private final Computation computation;

  /** Predicted, but not handed out yet. */
  private final Queue<Predicted<S>> ready = new ArrayDeque<>();

  private PredictedPictures(
      Iterable<S> sources,
      Function<S, NamedPicture> pictures,
      List<ImageInput> inputs,
      int batchSize,
      Computation computation) {
    this.sources = sources.iterator();
    this.computation = computation;
    for (ImageInput input : inputs) {
      Iterator<S> own = sources.iterator();
      Iterator<NamedPicture> named =
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return own.hasNext();
            }

            @Override
            public NamedPicture next() {
              return pictures.apply(own.next());
            }
          };
      readers.put(input, PictureBatch.readAhead(named, input, batchSize));
    }
  }

  /** A stream that ends its threads when it ends, fails or is closed. */
  static <S> Stream<Predicted<S>> stream(
      Iterable<S> sources,
      Function<S, NamedPicture> pictures,
      List<ImageInput> inputs,
      int batchSize,
      Computation computation) {
    var predicted = new PredictedPictures<>(sources, pictures, inputs, batchSize, computation);
    int kind = Spliterator.ORDERED | Spliterator.NONNULL;
    return StreamSupport.stream(Spliterators.spliteratorUnknownSize(predicted, kind), false)
        .onClose(predicted::close);
  }

  private void close() {
    readers.values().forEach(ReadAhead::close);
  }

  @Override
  public boolean hasNext() {
    boolean more = !ready.isEmpty() || readers.values().stream().allMatch(ReadAhead::hasNext);
    if (!more) {
      close();
    }
    return more;
  }

  @Override
  public Predicted<S> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more pictures");
    }
    if (ready.isEmpty()) {
      try {
        advance();
      } catch (RuntimeException | Error e) {
        close();
        throw e;
      }
    }
    return ready.remove();
  }

  private void advance() {
    Map<ImageInput, PictureBatch> batches = new LinkedHashMap<>();
    try {
      readers.forEach((input, reader) -> batches.put(input, reader.next()));
      Map<ImageInput, INDArray> arrays = new LinkedHashMap<>();
      batches.forEach((input, batch) -> arrays.put(input, batch.whole()));
      double[][] values = computation.values(arrays);
      for (int i = 0; i < values.length; i++) {
        ready.add(predicted(sources.next(), i, batches, values[i]));
      }
    } finally {
      batches.values().forEach(PictureBatch::close);
    }
  }

  private Predicted<S> predicted(
      S source, int picture, Map<ImageInput, PictureBatch> batches, double[] values) {
    RuntimeException fault = null;
    for (PictureBatch batch : batches.values()) {
      fault = fault == null ? batch.fault(picture) : fault;
    }
    if (fault == null) {
      String name = batches.values().iterator().next().name(picture);
      fault = computation.fault(values, name);
    }
    List<Double> told = fault == null ? Arrays.stream(values).boxed().toList() : List.of();
    return new Predicted<>(source, told, fault);
  }
}

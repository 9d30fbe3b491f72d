package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Classifies for many threads at once: pictures are read on one thread per processor, and those
 * that wait for the network at the same time are computed in one batch, which takes less time than
 * one after the other. Answers are those of {@link Classifier} but for their last bits, and the
 * same bits with batches of 1.
 *
 * <p>An answer comes as a future, which fails with what {@link Classifier} throws, with {@link
 * BusyException} at once if too many pictures wait, and with {@link
 * java.util.concurrent.TimeoutException} if the answer takes too long. Safe from several threads;
 * it has threads of its own until it is closed.
 */
public final class BatchingClassifier implements AutoCloseable {

  private final Classifier classifier;
  private final Batching batching;
  private final BatchSizes sizes;
  private final BatchListener listener;
  private final ExecutorService readers;
  private final Places places;

  /** Images that are read. */
  private final BlockingQueue<WaitingImage<?>> ready = new LinkedBlockingQueue<>();

  /** Stands behind the last image. */
  private final WaitingImage<?> end = new WaitingOutputs(() -> new float[0]);

  /** Made by the first explanation, on the computing thread. */
  private @Nullable GradCam gradCam;

  /** For the computing thread. */
  private final BatchArray array;

  private final Thread computing;

  /**
   * Starts the threads.
   *
   * @param classifier what computes; is closed with this
   * @param batching how pictures are gathered
   */
  public BatchingClassifier(Classifier classifier, Batching batching) {
    this(classifier, batching, (pictures, seconds) -> {});
  }

  /**
   * Starts the threads.
   *
   * @param classifier what computes; is closed with this
   * @param batching how pictures are gathered
   * @param listener is told of every batch
   */
  public BatchingClassifier(Classifier classifier, Batching batching, BatchListener listener) {
    this.classifier = classifier;
    this.batching = batching;
    this.listener = listener;
    this.sizes = new BatchSizes(batching.size(), classifier.plans());
    this.places = new Places(batching.queue());
    this.readers =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), work -> thread("reading", work));
    this.array = new BatchArray(classifier.input(), sizes.of(batching.size()));
    this.computing = thread("computing", this::compute);
    computing.start();
  }

  /** One that does not keep the JVM alive. */
  private static Thread thread(String what, Runnable work) {
    Thread thread = new Thread(work, "stagewright-" + what);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * What computes.
   *
   * @return the classifier, for its labels and input
   */
  public Classifier classifier() {
    return classifier;
  }

  /**
   * How pictures are gathered.
   *
   * @return the settings
   */
  public Batching batching() {
    return batching;
  }

  /**
   * Computes a batch of every size that will be used, so that the first pictures need not wait for
   * the engine to get ready.
   */
  public void warmUp() {
    int values = classifier.input().values();
    for (int size : sizes.toWarmUp()) {
      try (INDArray inputs = classifier.input().toArray(new float[size * values], size)) {
        classifier.run(inputs);
      }
    }
  }

  /**
   * Classifies an image file.
   *
   * @param image a picture
   * @param k how many classes to name, from 1 to {@link Classifier#answers()}
   * @return the k first predictions
   */
  public CompletableFuture<List<Prediction>> classify(Path image, int k) {
    return classify(read(into -> classifier.input().read(image, into, 0)), "the file", k);
  }

  /**
   * Classifies a picture file's contents.
   *
   * @param image all bytes of a picture
   * @param k how many classes to name, from 1 to {@link Classifier#answers()}
   * @return the k first predictions
   */
  public CompletableFuture<List<Prediction>> classify(byte[] image, int k) {
    return classify(read(into -> classifier.input().read(image, into, 0)), "the array", k);
  }

  /**
   * Classifies a picture file's contents.
   *
   * @param image a picture, from where the stream is to its end, read on a thread of this; is not
   *     closed
   * @param k how many classes to name, from 1 to {@link Classifier#answers()}
   * @return the k first predictions
   */
  public CompletableFuture<List<Prediction>> classify(InputStream image, int k) {
    return classify(read(into -> classifier.input().read(image, into, 0)), "the stream", k);
  }

  /**
   * Classifies an image in memory.
   *
   * @param image of any type and color model; transparency is ignored
   * @param k how many classes to name, from 1 to {@link Classifier#answers()}
   * @return the k first predictions
   */
  public CompletableFuture<List<Prediction>> classify(BufferedImage image, int k) {
    return classify(read(into -> classifier.input().read(image, into, 0)), "the image", k);
  }

  /**
   * Finds where the network looks, by Grad-CAM, one picture after the other.
   *
   * @param image all bytes of a picture
   * @param label to look for; null for the most probable one
   * @param layer whose maps are looked at; null for the last of {@link GradCam#layers()}
   * @return the map; fails with {@link PredictionException} if there is no such label or layer
   */
  public CompletableFuture<GradCam.Heat> explain(
      byte[] image, @Nullable String label, @Nullable String layer) {
    return take(
        new WaitingExplanation(
            read(into -> classifier.input().read(image, into, 0)),
            array -> gradCam().explain(array, "the array", label, layer)));
  }

  /**
   * Computes what outputs mean, as numbers, for a picture file's contents.
   *
   * @param image all bytes of a picture
   * @return one for each output: probabilities, or values in their own units
   */
  public CompletableFuture<double[]> values(byte[] image) {
    return values(read(into -> classifier.input().read(image, into, 0)));
  }

  /**
   * Computes what outputs mean, as numbers, for an image that is preprocessed already.
   *
   * @param image as many values as {@link ImageInput#values()}, in the network's layout
   * @return one for each output: probabilities, or values in their own units
   * @throws PredictionException if there are more or fewer
   */
  public CompletableFuture<double[]> values(float[] image) {
    int expected = classifier.input().values();
    if (image.length != expected) {
      throw new PredictionException(
          String.format(
              Locale.ROOT, "image: found %d values; expected %d", image.length, expected));
    }
    return values(() -> image);
  }

  /**
   * How many pictures are read, wait or are computed now.
   *
   * @return at most {@link Batching#queue()}
   */
  public int waiting() {
    return places.taken();
  }

  private CompletableFuture<List<Prediction>> classify(
      WaitingImage.Reading image, String name, int k) {
    TopK.check(k, classifier.answers());
    return outputs(image).thenApply(outputs -> classifier.predictions(outputs, name, k));
  }

  private CompletableFuture<double[]> values(WaitingImage.Reading image) {
    return outputs(image)
        .thenApply(
            outputs -> {
              classifier.check(outputs, "the image");
              return classifier.coding().values(outputs);
            });
  }

  private WaitingImage.Reading read(Consumer<float[]> reader) {
    return () -> {
      float[] values = new float[classifier.input().values()];
      reader.accept(values);
      return values;
    };
  }

  private CompletableFuture<float[]> outputs(WaitingImage.Reading reading) {
    return take(new WaitingOutputs(reading));
  }

  private <A> CompletableFuture<A> take(WaitingImage<A> image) {
    switch (places.take()) {
      case TAKEN -> {
        image.answer().orTimeout(batching.timeout().toNanos(), TimeUnit.NANOSECONDS);
        readers.execute(() -> read(image));
      }
      case FULL -> image.fail(new BusyException(batching.queue()));
      case CLOSED -> image.fail(new PredictionException("This classifier is closed"));
    }
    return image.answer();
  }

  private void read(WaitingImage<?> image) {
    if (image.isDone()) {
      places.leave(1);
      return;
    }
    try {
      image.read();
    } catch (Throwable e) { // an error, too, must not leave anybody waiting
      places.leave(1);
      image.fail(e);
      return;
    }
    ready.add(image);
  }

  /** The one thread that runs the network; it closes it, too, and with it what belongs to it. */
  private void compute() {
    WaitingImage<?> next = next();
    while (next != end) {
      WaitingImage<?> behind = null;
      if (next instanceof WaitingOutputs first) {
        List<WaitingOutputs> batch = new ArrayList<>(List.of(first));
        behind = gather(batch);
        compute(batch);
      } else if (next instanceof WaitingExplanation alone) {
        explain(alone);
      }
      next = behind == null ? next() : behind;
    }
    array.close();
    classifier.close();
  }

  private WaitingImage<?> next() {
    WaitingImage<?> image = null;
    while (image == null) {
      image = next(TimeUnit.DAYS.toNanos(1));
    }
    return image;
  }

  /**
   * Adds what is ready, or will be before the first image has waited long enough, up to one that is
   * computed alone.
   *
   * @return what came behind the batch; null if nothing did yet
   */
  private @Nullable WaitingImage<?> gather(List<WaitingOutputs> batch) {
    long until = System.nanoTime() + batching.delay().toNanos();
    while (batch.size() < batching.size()) {
      WaitingImage<?> image = next(until - System.nanoTime());
      if (!(image instanceof WaitingOutputs outputs) || image == end) {
        return image;
      }
      batch.add(outputs);
    }
    return null;
  }

  /** The next image that somebody still waits for; null if there is none in time. */
  private @Nullable WaitingImage<?> next(long nanoseconds) {
    long until = System.nanoTime() + nanoseconds;
    try {
      WaitingImage<?> image = ready.poll(nanoseconds, TimeUnit.NANOSECONDS);
      while (image != null && image != end && image.isDone()) {
        places.leave(1);
        image = ready.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
      return image;
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this thread", e);
    }
  }

  private void compute(List<WaitingOutputs> batch) {
    try {
      List<float[]> images = batch.stream().map(WaitingImage::values).toList();
      INDArray inputs = array.of(images, sizes.of(batch.size()));
      long start = System.nanoTime();
      float[][] outputs = classifier.run(inputs);
      listener.onBatch(batch.size(), (System.nanoTime() - start) / 1e9);
      places.leave(batch.size());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer(outputs[i]);
      }
    } catch (Throwable e) { // an error, too, must not leave anybody waiting
      places.leave(batch.size());
      batch.forEach(image -> image.fail(e));
    }
  }

  private void explain(WaitingExplanation image) {
    try {
      image.explain(array.of(List.of(image.values()), 1));
      places.leave(1);
    } catch (Throwable e) { // an error, too, must not leave anybody waiting
      places.leave(1);
      image.fail(e);
    }
  }

  private GradCam gradCam() {
    if (gradCam == null) {
      gradCam = classifier.gradCam();
    }
    return gradCam;
  }

  /**
   * Takes no more pictures, answers those that it took, and gives threads and memory back, those of
   * the classifier included.
   */
  @Override
  public void close() {
    if (places.close()) {
      readers.shutdown();
      ready.add(end);
    }
    boolean interrupted = false;
    while (computing.isAlive()) {
      try {
        computing.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

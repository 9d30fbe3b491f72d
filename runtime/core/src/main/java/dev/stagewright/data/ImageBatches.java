package dev.stagewright.data;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.Mix;
import dev.stagewright.augmentation.Mixing;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.network.InputShape;
import dev.stagewright.random.SplitMix64;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A source's images in batches for Deeplearning4j: features in the network's layout, labels as rows
 * of targets, [batch, outputs]. The last batch of an epoch may be smaller.
 */
public final class ImageBatches implements DataSetIterator, AutoCloseable {

  private final ImageSource source;
  private final ImageInput input;
  private final TaskCoding coding;
  private final int batchSize;
  private EpochOrder orders;
  private Augmentation augmentation = Augmentation.NONE;
  private long drawingSeed;
  private Loading loading = Loading.DEFAULT;
  private TrainingPictures pictures;
  private int[] order;
  private int[] repetitions;
  private int epoch;
  private int next;
  private @Nullable DataSetPreProcessor preProcessor;

  private ImageBatches(
      ImageSource source, ImageInput input, TaskCoding coding, int batchSize, @Nullable Long seed) {
    PictureBatch.checkSize(batchSize);
    this.source = source;
    this.input = input;
    this.coding = coding;
    this.batchSize = batchSize;
    this.orders = new EpochOrder(source.size(), seed);
    this.order = orders.of(0);
    this.repetitions = new int[order.length];
    this.pictures = newPictures();
    checkSize();
  }

  private TrainingPictures newPictures() {
    PictureCache cache = new PictureCache(loading.cacheBytes());
    return new TrainingPictures(source, input, augmentation, drawingSeed, cache);
  }

  /**
   * Changes pictures at random.
   *
   * @param how what is drawn for every picture and batch
   * @param seed with the epoch's number and the picture's {@link ImageSource#index}, or the batch's
   *     place, it determines what is drawn
   * @return this
   */
  public ImageBatches augmented(Augmentation how, long seed) {
    augmentation = how;
    drawingSeed = seed;
    pictures = newPictures();
    return this;
  }

  /**
   * Draws the images of an epoch, as many as there are, instead of seeing each once.
   *
   * @param weights how often each image is drawn, in relation to the others; at least 0, one of
   *     them above
   * @return this, at the start of the first epoch
   */
  public ImageBatches drawn(double[] weights) {
    orders = orders.drawn(weights);
    startEpoch(0);
    return this;
  }

  /**
   * Loads with other settings.
   *
   * @param how threads and cache; the cache is given back by {@link #close}
   * @return this
   */
  public ImageBatches loading(Loading how) {
    loading = how;
    pictures = newPictures();
    return this;
  }

  /** Deeplearning4j's arrays have no more numbers. */
  private void checkSize() {
    InputShape shape = input.shape();
    double values = (double) shape.height() * shape.width() * shape.channels();
    double most = Math.floor(Integer.MAX_VALUE / Math.max(values, totalOutcomes()));
    if (Math.min(batchSize, source.size()) > most) {
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

  /**
   * Batches in the source's order, for one label of many.
   *
   * @param source the images
   * @param input what the network takes
   * @param batchSize how many images a batch has
   * @return the batches of the first epoch
   */
  public static ImageBatches inOrder(ImageSource source, ImageInput input, int batchSize) {
    return inOrder(source, input, singleLabel(source), batchSize);
  }

  /**
   * Batches in the source's order.
   *
   * @param source the images
   * @param input what the network takes
   * @param coding how targets are encoded
   * @param batchSize how many images a batch has
   * @return the batches of the first epoch
   */
  public static ImageBatches inOrder(
      ImageSource source, ImageInput input, TaskCoding coding, int batchSize) {
    return new ImageBatches(source, input, coding, batchSize, null);
  }

  /**
   * Batches in an order that is another one in every epoch, for one label of many.
   *
   * @param source the images
   * @param input what the network takes
   * @param batchSize how many images a batch has
   * @param seed seed and number of the epoch determine its order
   * @return the batches of the first epoch
   */
  public static ImageBatches shuffled(
      ImageSource source, ImageInput input, int batchSize, long seed) {
    return shuffled(source, input, singleLabel(source), batchSize, seed);
  }

  /**
   * Batches in an order that is another one in every epoch.
   *
   * @param source the images
   * @param input what the network takes
   * @param coding how targets are encoded
   * @param batchSize how many images a batch has
   * @param seed seed and number of the epoch determine its order
   * @return the batches of the first epoch
   */
  public static ImageBatches shuffled(
      ImageSource source, ImageInput input, TaskCoding coding, int batchSize, long seed) {
    return new ImageBatches(source, input, coding, batchSize, seed);
  }

  private static TaskCoding singleLabel(ImageSource source) {
    return TaskCoding.of(Task.SINGLE_LABEL, source.labels().size());
  }

  /**
   * Goes to the start of an epoch.
   *
   * @param number from 0
   */
  public void startEpoch(int number) {
    startEpoch(number, 0);
  }

  /**
   * Goes into the middle of an epoch.
   *
   * @param number from 0
   * @param images how many of its images are left out at its start
   */
  public void startEpoch(int number, int images) {
    epoch = number;
    next = images;
    order = orders.of(number);
    repetitions = EpochOrder.repetitions(order);
  }

  /** Goes to the start of the next epoch, or of this one if none of it was read. */
  @Override
  public void reset() {
    startEpoch(next == 0 ? epoch : epoch + 1);
  }

  @Override
  public boolean hasNext() {
    return next < order.length;
  }

  @Override
  public DataSet next() {
    return next(batchSize);
  }

  @Override
  public DataSet next(int images) {
    if (!hasNext()) {
      throw new NoSuchElementException("epoch " + epoch + " has no more images");
    }
    Labeled batch = begin(images);
    IntStream.range(0, batch.size()).forEach(batch::load);
    return batch.finish();
  }

  private Labeled begin(int most) {
    int[] images = Arrays.copyOfRange(order, next, Math.min(next + most, order.length));
    Labeled batch = new Labeled(images, next, repetitions);
    next += images.length;
    return batch;
  }

  /**
   * Reads the rest of the epoch ahead, on several threads.
   *
   * @return the batches that {@link #next()} would deliver
   */
  public ReadAhead<DataSet> readAhead() {
    return readAhead(loading.threads());
  }

  ReadAhead<DataSet> readAhead(int threads) {
    Iterator<Labeled> batches =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return next < order.length;
          }

          @Override
          public Labeled next() {
            return begin(batchSize);
          }
        };
    return new ReadAhead<>(batches, threads);
  }

  /** A batch in the making. */
  private final class Labeled implements ReadAhead.Batch<DataSet> {
    private final int[] images;
    private final int place;
    private final int[] repeated;
    private final int ofEpoch = epoch;
    private final PictureBatch batch;

    /** From a place in the epoch on, which may have seen an image before. */
    Labeled(int[] images, int place, int[] repeated) {
      this.images = images;
      this.place = place;
      this.repeated = repeated;
      this.batch =
          new PictureBatch(
              input,
              Arrays.stream(images).mapToObj(image -> NamedPicture.of(source, image)).toList(),
              this::read);
    }

    private void read(int number, FloatBuffer into) {
      pictures.read(images[number], ofEpoch, repeated[place + number], into);
    }

    @Override
    public int size() {
      return images.length;
    }

    @Override
    public void load(int picture) {
      batch.load(picture);
    }

    @Override
    public DataSet finish() {
      batch.requireAll();
      float[] targets = targets();
      mix(targets);
      INDArray rows = Nd4j.create(targets, new long[] {images.length, totalOutcomes()}, 'c');
      DataSet made = new DataSet(batch.array(), rows);
      made.setExampleMetaData(Arrays.stream(images).mapToObj(source::name).toList());
      if (preProcessor != null) {
        preProcessor.preProcess(made);
      }
      return made;
    }

    private void mix(float[] targets) {
      if (augmentation.mixing().equals(Mixing.NONE)) {
        return;
      }
      // One number more than for a picture, so that no batch draws what a picture does.
      SplitMix64 random = SplitMix64.of(drawingSeed, ofEpoch, place, batchSize);
      InputShape shape = input.shape();
      Mix mix = augmentation.mixing().draw(random, shape.height(), shape.width());
      new BatchMixing(mix, input)
          .apply(IntStream.range(0, size()).mapToObj(batch::place).toList(), targets);
    }

    private float[] targets() {
      int outputs = totalOutcomes();
      float[] values = new float[images.length * outputs];
      for (int i = 0; i < images.length; i++) {
        float[] row = coding.encode(source.targets(images[i], coding.task()));
        System.arraycopy(row, 0, values, i * outputs, outputs);
      }
      return values;
    }

    @Override
    public void discard() {
      batch.close();
    }
  }

  /**
   * Gives a batch's memory back at once: it lies outside of the heap, so that the collector would
   * see no reason to hurry.
   *
   * @param batch that nobody reads any more
   */
  public static void release(DataSet batch) {
    for (INDArray array : List.of(batch.getFeatures(), batch.getLabels())) {
      if (array.closeable()) {
        array.close();
      }
    }
  }

  /** Gives the cache's memory back; no batch may be in the making. */
  @Override
  public void close() {
    pictures.close();
  }

  @Override
  public int inputColumns() {
    return input.values();
  }

  @Override
  public int totalOutcomes() {
    return coding.task().outputs(source.labels().size());
  }

  @Override
  public int batch() {
    return batchSize;
  }

  @Override
  public List<String> getLabels() {
    return source.labels();
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return true;
  }

  @Override
  public void setPreProcessor(@Nullable DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public @Nullable DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }
}

package dev.stagewright.data;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * A source's images in batches for Deeplearning4j: features in the network's layout, labels as rows
 * of targets, [batch, outputs]. The last batch of an epoch may be smaller.
 */
public final class ImageBatches extends SourceIterator implements AutoCloseable {

  private EpochOrder orders;
  Augmentation augmentation = Augmentation.NONE;
  long drawingSeed;
  private Loading loading = Loading.DEFAULT;
  TrainingPictures pictures;
  private int[] order;
  private int[] repetitions;
  private BatchPart part = BatchPart.WHOLE;
  int epoch;
  private int next;
  @Nullable FrozenFeatures features;
  int delivered;
  @Nullable SkippedImages skipped;

  private ImageBatches(
      ImageSource source, ImageInput input, TaskCoding coding, int batchSize, @Nullable Long seed) {
    super(source, input, coding, batchSize);
    this.orders = new EpochOrder(source.size(), seed);
    this.order = orders.of(0);
    this.repetitions = new int[order.length];
    this.pictures = newPictures();
  }

  /**
   * Delivers a part of every batch. Where a batch has fewer images than parts, the epoch may end
   * before it.
   *
   * @param one of the parts
   * @return this
   */
  public ImageBatches part(BatchPart one) {
    part = one.of(batchSize);
    return this;
  }

  private TrainingPictures newPictures() {
    boolean keepsFeatures = features != null && features.fit();
    PictureCache cache = new PictureCache(keepsFeatures ? 0 : loading.cacheBytes());
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

  /**
   * Leaves out pictures that cannot be read, instead of ending with the first such. The others keep
   * their places in the order, and what is drawn for them.
   *
   * @param images those to leave out from the start; is told of others. Null to leave out none
   * @return this
   */
  public ImageBatches skipping(@Nullable SkippedImages images) {
    skipped = images;
    return this;
  }

  /**
   * Delivers what frozen layers make of the pictures. Where nothing random lies in front of them
   * and all of it fits the cache, every picture is read and computed once, and no pictures are
   * cached.
   *
   * @param body computes it, on the thread that asks for batches, all of which have the same size;
   *     null for the pictures themselves
   */
  public void through(@Nullable FrozenBody body) {
    close();
    features = null;
    if (body != null) {
      long room = augmentation.draws() ? 0 : loading.cacheBytes();
      long[] one = input.arrayShape(Math.min(batchSize, source.size()));
      features = new FrozenFeatures(body, one, source.size(), room);
    }
    pictures = newPictures();
  }

  /**
   * How many bytes of cache the features of frozen layers take.
   *
   * @return 0 without frozen layers, and where features are others in every epoch
   */
  public long featureBytes() {
    return features == null || augmentation.draws() ? 0 : features.bytes();
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
    delivered = images;
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
    return part.length(Math.min(batchSize, order.length - next)) > 0;
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
    while (hasNext()) {
      LabeledBatch batch = begin(images);
      IntStream.range(0, batch.size()).forEach(batch::load);
      DataSet made = batch.finish();
      if (made != null) {
        return made;
      }
    }
    throw new DataException(
        "%s: none of the last images of the epoch can be read".formatted(source.description()));
  }

  /**
   * How far the batches that were delivered go.
   *
   * @return how many images of the epoch they are made of, those that were left out among them
   */
  public int delivered() {
    return delivered;
  }

  private LabeledBatch begin(int most) {
    int size = Math.min(most, order.length - next);
    int from = next + part.start(size);
    int[] images = Arrays.copyOfRange(order, from, from + part.length(size));
    LabeledBatch batch = new LabeledBatch(this, images, from, repetitions);
    next += size;
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
    Iterator<LabeledBatch> batches =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return ImageBatches.this.hasNext();
          }

          @Override
          public LabeledBatch next() {
            return begin(batchSize);
          }
        };
    return new ReadAhead<>(batches, threads);
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
    if (features != null) {
      features.close();
    }
  }
}

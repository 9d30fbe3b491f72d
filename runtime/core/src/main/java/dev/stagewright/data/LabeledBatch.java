package dev.stagewright.data;

import dev.stagewright.augmentation.Mix;
import dev.stagewright.augmentation.Mixing;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.network.InputShape;
import dev.stagewright.random.SplitMix64;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** A batch of {@link ImageBatches} in the making. */
final class LabeledBatch implements ReadAhead.Batch<DataSet> {
  private final ImageBatches all;
  private int[] images;
  private final int place;
  private final int[] repeated;
  private final int epoch;

  /** Null if the pictures' features are kept. */
  private final @Nullable PictureBatch batch;

  /** From a place in the epoch on, which may have seen an image before. */
  LabeledBatch(ImageBatches all, int[] images, int place, int[] repeated) {
    this.all = all;
    this.epoch = all.epoch;
    this.images = images;
    this.place = place;
    this.repeated = repeated;
    this.batch = all.features != null && all.features.keeps(images) ? null : pictures();
  }

  private PictureBatch pictures() {
    return new PictureBatch(
        all.input,
        Arrays.stream(images).mapToObj(image -> NamedPicture.of(all.source, image)).toList(),
        this::read);
  }

  private void read(int number, FloatBuffer into) {
    all.pictures.read(images[number], epoch, repeated[place + number], into);
  }

  @Override
  public int size() {
    return images.length;
  }

  @Override
  public void load(int picture) {
    if (batch == null) {
      return;
    }
    if (all.skipped == null || !all.skipped.has(Part.TRAIN, all.source, images[picture])) {
      batch.load(picture);
    } else {
      batch.leaveOut(picture);
    }
  }

  /** The images that are left. */
  private int[] readable(PictureBatch batch) {
    SkippedImages skipped = all.skipped;
    if (skipped == null) {
      batch.requireAll();
      return images;
    }
    for (int i = 0; i < images.length; i++) {
      RuntimeException fault = batch.fault(i);
      if (fault instanceof DataException data && data.kind() != Kind.USAGE) {
        skipped.add(Part.TRAIN, all.source, images[i], String.valueOf(fault.getMessage()));
      } else if (fault != null) {
        batch.close();
        throw fault;
      }
    }
    return Arrays.stream(batch.compact()).map(i -> images[i]).toArray();
  }

  @Override
  public @Nullable DataSet finish() {
    all.delivered = place + images.length;
    if (batch != null) {
      images = readable(batch);
      if (images.length == 0) {
        batch.close();
        return null;
      }
    }
    float[] targets = targets();
    INDArray read = read(targets);
    INDArray rows = Nd4j.create(targets, new long[] {images.length, all.totalOutcomes()}, 'c');
    DataSet made = new DataSet(read, rows);
    made.setExampleMetaData(Arrays.stream(images).mapToObj(all.source::name).toList());
    all.preProcess(made);
    return made;
  }

  /** What the network reads; pictures are mixed, and their targets. */
  private INDArray read(float[] targets) {
    FrozenFeatures made = all.features;
    if (batch == null) {
      return Objects.requireNonNull(made).of(images);
    }
    mix(batch, targets);
    if (made == null) {
      return batch.array();
    }
    try (batch) {
      return made.compute(images, batch.array());
    }
  }

  private void mix(PictureBatch batch, float[] targets) {
    if (all.augmentation.mixing().equals(Mixing.NONE)) {
      return;
    }
    // One number more than for a picture, so that no batch draws what a picture does.
    SplitMix64 random = SplitMix64.of(all.drawingSeed, epoch, place, all.batchSize);
    InputShape shape = all.input.shape();
    Mix mix = all.augmentation.mixing().draw(random, shape.height(), shape.width());
    new BatchMixing(mix, all.input)
        .apply(IntStream.range(0, size()).mapToObj(batch::place).toList(), targets);
  }

  private float[] targets() {
    int outputs = all.totalOutcomes();
    float[] values = new float[images.length * outputs];
    for (int i = 0; i < images.length; i++) {
      float[] row = all.coding.encode(all.source.targets(images[i], all.coding.task()));
      System.arraycopy(row, 0, values, i * outputs, outputs);
    }
    return values;
  }

  @Override
  public void discard() {
    if (batch != null) {
      batch.close();
    }
  }
}

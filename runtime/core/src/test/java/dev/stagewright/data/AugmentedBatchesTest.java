package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.ColorJitter;
import dev.stagewright.augmentation.HorizontalFlip;
import dev.stagewright.augmentation.Mixing;
import dev.stagewright.augmentation.RandAugment;
import dev.stagewright.augmentation.RandomResizedCrop;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.pictures.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** What training sees depends on seed, epoch and picture, and on nothing else. */
class AugmentedBatchesTest {

  private static final int IMAGES = 11;
  private static final ImageInput INPUT =
      new ImageInput(new InputShape(6, 7, 3), DataFormat.CHANNELS_LAST, Preprocessing.TF);

  private static final Augmentation RESIZED =
      Augmentation.of(new HorizontalFlip(), new ColorJitter(), new RandAugment());
  private static final Augmentation CROPPED =
      Augmentation.of(new RandomResizedCrop(), new HorizontalFlip())
          .withMixing(new Mixing(0.4, 0.7));

  /** Noise of several sizes; counts how often it is decoded. */
  private static final class Noise implements ImageSource {
    private final AtomicInteger decoded = new AtomicInteger();

    @Override
    public List<String> labels() {
      return List.of("a", "b", "c");
    }

    @Override
    public int size() {
      return IMAGES;
    }

    @Override
    public int label(int image) {
      return image % 3;
    }

    @Override
    public Picture picture(int image) {
      decoded.incrementAndGet();
      byte[] values = new byte[(9 + image) * 12 * 3];
      new Random(image).nextBytes(values);
      return Picture.of(values, 9 + image, 12, 3);
    }

    @Override
    public String name(int image) {
      return "noise " + image;
    }

    @Override
    public String description() {
      return "noise";
    }
  }

  static Stream<Augmentation> augmentations() {
    return Stream.of(Augmentation.NONE, RESIZED, CROPPED);
  }

  private static ImageBatches batches(ImageSource source, Augmentation how, Loading loading) {
    return ImageBatches.shuffled(source, INPUT, 4, 3).augmented(how, 3).loading(loading);
  }

  /** Features and targets of two epochs, one number after the other. */
  private static List<Float> twoEpochs(ImageSource source, Augmentation how, Loading loading) {
    List<Float> all = new ArrayList<>();
    try (ImageBatches batches = batches(source, how, loading)) {
      for (int epoch = 0; epoch < 2; epoch++) {
        batches.startEpoch(epoch);
        try (ReadAhead<DataSet> ahead = batches.readAhead()) {
          while (ahead.hasNext()) {
            DataSet batch = ahead.next();
            addAll(all, batch.getFeatures());
            addAll(all, batch.getLabels());
            ImageBatches.release(batch);
          }
        }
      }
    }
    return all;
  }

  private static void addAll(List<Float> all, INDArray values) {
    for (float value : values.reshape(-1).toFloatVector()) {
      all.add(value);
    }
  }

  @ParameterizedTest
  @MethodSource("augmentations")
  void threadsAndCacheDoNotMatter(Augmentation how) {
    Noise source = new Noise();
    List<Float> expected = twoEpochs(source, how, new Loading(1, 0));
    assertThat(source.decoded).hasValue(2 * IMAGES);

    Noise kept = new Noise();
    assertThat(twoEpochs(kept, how, new Loading(1, 1 << 20))).isEqualTo(expected);
    assertThat(kept.decoded).hasValue(IMAGES);

    Noise small = new Noise(); // room for some
    assertThat(twoEpochs(small, how, new Loading(2, 1000))).isEqualTo(expected);
    assertThat(small.decoded.get()).isBetween(IMAGES + 1, 2 * IMAGES - 1);

    assertThat(twoEpochs(new Noise(), how, new Loading(2, 0))).isEqualTo(expected);
    assertThat(twoEpochs(new Noise(), how, new Loading(4, 1 << 20))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("augmentations")
  void epochsDifferIfAnythingIsDrawn(Augmentation how) {
    try (ImageBatches batches = ImageBatches.inOrder(new Noise(), INPUT, 4).augmented(how, 3)) {
      INDArray first = batches.next().getFeatures();
      batches.startEpoch(1);

      assertThat(batches.next().getFeatures().equals(first)).isEqualTo(!how.draws());
      batches.startEpoch(0);
      assertThat(batches.next().getFeatures()).isEqualTo(first);
    }
  }

  /** A part of a source draws for its images what the whole draws for them. */
  @Test
  void theWholesIndexCounts() {
    Noise whole = new Noise();
    ImageSource part = new ImageSubset(whole, List.of(4, 5, 6, 7), "part");
    try (ImageBatches all = ImageBatches.inOrder(whole, INPUT, 4).augmented(RESIZED, 3);
        ImageBatches some = ImageBatches.inOrder(part, INPUT, 4).augmented(RESIZED, 3)) {
      all.next();

      assertThat(some.next().getFeatures()).isEqualTo(all.next().getFeatures());
    }
  }

  @ParameterizedTest
  @EnumSource
  void mixupAddsUpNeighborsAndTheirTargets(DataFormat format) {
    assertMixed(format, new Mixing(0.5, 0), true);
  }

  @ParameterizedTest
  @EnumSource
  void cutmixReplacesAsMuchAsItsTargetsSay(DataFormat format) {
    assertMixed(format, new Mixing(0, 1), false);
  }

  private static void assertMixed(DataFormat format, Mixing mixing, boolean blends) {
    ImageInput input = new ImageInput(INPUT.shape(), format, Preprocessing.NONE);
    Augmentation how = Augmentation.NONE.withMixing(mixing);
    DataSet plain = ImageBatches.inOrder(new Noise(), input, 4).next();
    DataSet mixed = ImageBatches.inOrder(new Noise(), input, 4).augmented(how, 12).next();
    float[][] own = rows(plain.getFeatures());
    float[][] found = rows(mixed.getFeatures());
    float[][] targets = mixed.getLabels().toFloatMatrix();
    float share = targets[1][1];

    assertThat(share).isBetween(0.05f, 0.95f);
    for (int i = 0; i < 4; i++) {
      int before = (i + 3) % 4;
      assertThat(targets[i][i % 3]).isEqualTo(i == 0 ? 1 : share, within(1e-6f));
      float[] other = own[before];
      float[] mine = own[i];
      float[] both = found[i];
      if (blends) {
        float[] sum = new float[mine.length];
        IntStream.range(0, sum.length)
            .forEach(at -> sum[at] = share * mine[at] + (1 - share) * other[at]);
        assertThat(both).containsExactly(sum, within(1e-3f));
      } else {
        long replaced = IntStream.range(0, both.length).filter(at -> both[at] != mine[at]).count();
        assertThat(IntStream.range(0, both.length))
            .allMatch(at -> both[at] == mine[at] || both[at] == other[at]);
        assertThat(replaced / (double) both.length).isEqualTo(1 - share, within(0.02));
      }
    }
  }

  private static float[][] rows(INDArray images) {
    return images.reshape(images.size(0), -1).toFloatMatrix();
  }
}

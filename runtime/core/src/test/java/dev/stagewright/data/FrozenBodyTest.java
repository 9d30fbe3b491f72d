package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.HorizontalFlip;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Batches of features: how often they are computed, and that they are the same all the same. */
class FrozenBodyTest {

  private static final Stripes IMAGES = new Stripes(50, 4);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  /** The mean of every row of pixels, and a count of forward passes. */
  private static final class Means implements FrozenBody {
    private final int most;
    private int passes;

    Means(int most) {
      this.most = most;
    }

    @Override
    public INDArray features(INDArray pictures) {
      passes++;
      return pictures.mean(2, 3);
    }

    @Override
    public int batchSize(int batch) {
      return Math.min(batch, most);
    }
  }

  private static ImageBatches batches() {
    return ImageBatches.shuffled(IMAGES, INPUT, 16, 3);
  }

  private static List<DataSet> epochs(ImageBatches batches, int count) {
    List<DataSet> all = new ArrayList<>();
    for (int epoch = 0; epoch < count; epoch++) {
      batches.startEpoch(epoch);
      try (ReadAhead<DataSet> ahead = batches.readAhead(2)) {
        ahead.forEachRemaining(all::add);
      }
    }
    return all;
  }

  /** One pass tells how many values there are: 12 of 4 bytes for each of 50 pictures. */
  @ParameterizedTest
  @CsvSource({"2400, 16, 5", "2399, 16, 13", "0, 16, 13", "2400, 1, 51", "0, 5, 40"})
  void passesAreMadeOnceIfAllFeaturesFit(long cache, int atOnce, int passes) {
    Means body = new Means(atOnce);
    try (ImageBatches batches = batches().loading(Loading.DEFAULT.withCache(cache))) {
      batches.through(body);

      List<DataSet> found = epochs(batches, 3);

      assertThat(body.passes).isEqualTo(passes);
      assertThat(batches.featureBytes()).isEqualTo(2400);
      List<DataSet> plain = epochs(batches(), 3);
      assertThat(found).hasSameSizeAs(plain);
      assertThat(found.stream().map(DataSet::getFeatures))
          .containsExactlyElementsOf(
              plain.stream().map(batch -> batch.getFeatures().mean(2, 3)).toList());
      assertThat(found.stream().map(DataSet::getLabels))
          .containsExactlyElementsOf(plain.stream().map(DataSet::getLabels).toList());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 9", "1000000, 9"})
  void whatIsRandomIsComputedInEveryEpoch(long cache, int passes) {
    Means body = new Means(16);
    try (ImageBatches batches =
        batches()
            .augmented(Augmentation.of(new HorizontalFlip(0.5)), 1)
            .loading(Loading.DEFAULT.withCache(cache))) {
      batches.through(body);

      epochs(batches, 2);

      assertThat(body.passes).isEqualTo(passes);
      assertThat(batches.featureBytes()).isZero();
    }
  }
}

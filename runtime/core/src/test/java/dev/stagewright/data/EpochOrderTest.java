package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.RandomCrop;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

/** Images are drawn as often as their weights say, the same for everybody who knows the seed. */
class EpochOrderTest {

  @Test
  void imagesComeAsOftenAsTheirWeightsSay() {
    double[] weights = new double[1000];
    Arrays.setAll(weights, image -> image % 4); // 0, 1, 2, 3
    EpochOrder order = new EpochOrder(1000, 7L).drawn(weights);
    double[] counts = new double[4];
    for (int epoch = 0; epoch < 60; epoch++) {
      Arrays.stream(order.of(epoch)).forEach(image -> counts[image % 4]++);
    }

    assertThat(counts[0]).isZero();
    // 60,000 draws: four standard deviations are below 480.
    assertThat(counts[1]).isBetween(9_520.0, 10_480.0);
    assertThat(counts[2]).isBetween(19_520.0, 20_480.0);
    assertThat(counts[3]).isBetween(29_520.0, 30_480.0);
  }

  @Test
  void seedAndEpochAloneDecide() {
    double[] weights = {1, 2, 3, 4, 5};
    EpochOrder order = new EpochOrder(5, 7L).drawn(weights);

    int[] first = order.of(3);
    order.of(9);

    assertThat(order.of(3)).isEqualTo(first);
    assertThat(new EpochOrder(5, 7L).drawn(weights).of(3)).isEqualTo(first);
    assertThat(new EpochOrder(5, 8L).drawn(weights).of(3)).isNotEqualTo(first);
  }

  @Test
  void anImageThatComesTwiceIsChangedInTwoWays() {
    ImageInput input =
        new ImageInput(new InputShape(12, 12, 1), DataFormat.CHANNELS_LAST, Preprocessing.TF);
    double[] weights = {1, 0, 0, 0, 0, 0};
    try (ImageBatches batches =
        ImageBatches.shuffled(new Stripes(6, 1), input, 6, 1)
            .drawn(weights)
            .augmented(Augmentation.of(new RandomCrop(4, 0)), 1)) {
      DataSet batch = batches.next();

      Set<Object> seen = new HashSet<>();
      for (int i = 0; i < 6; i++) {
        seen.add(batch.getFeatures().slice(i).toStringFull());
      }
      assertThat(batch.getExampleMetaData(String.class)).containsOnly("stripes#0").hasSize(6);
      assertThat(seen).hasSizeGreaterThan(4);
    }
  }
}

package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.augmentation.RandomResizedCrop;
import dev.stagewright.data.SkippedImages.Skipped;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Images that cannot be read are left out, and nothing else changes. */
class SkippedImagesTest {

  private static final ImageSource WHOLE = new Stripes(20, 3);
  private static final Set<Integer> BAD = Set.of(2, 9, 10);
  private static final ImageSource BROKEN = new BrokenImages(WHOLE, BAD);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private final SkippedImages skipped = new SkippedImages();

  private static ImageBatches batches(ImageSource source, int batchSize) {
    return ImageBatches.shuffled(source, INPUT, batchSize, 7)
        .augmented(Augmentation.of(new RandomResizedCrop()), 7);
  }

  /** A text for each picture of two epochs: its name, batch and values; those of BAD left out. */
  private static List<String> pictures(ImageBatches batches, int threads) {
    List<String> all = new ArrayList<>();
    for (int epoch = 0; epoch < 2; epoch++) {
      batches.startEpoch(epoch);
      try (ReadAhead<DataSet> ahead = batches.readAhead(threads)) {
        while (ahead.hasNext()) {
          DataSet batch = ahead.next();
          INDArray features = batch.getFeatures();
          for (int i = 0; i < batch.numExamples(); i++) {
            String name = batch.getExampleMetaData().get(i).toString();
            if (BAD.stream().noneMatch(bad -> name.equals(WHOLE.name(bad)))) {
              all.add(
                  "%s up to %s: %s %s"
                      .formatted(
                          name,
                          batches.delivered(),
                          features.slice(i).reshape(-1).sumNumber(),
                          Arrays.toString(batch.getLabels().slice(i).toFloatVector())));
            }
          }
          ImageBatches.release(batch);
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void theOthersStayAsTheyAre(int threads) {
    try (ImageBatches whole = batches(WHOLE, 4);
        ImageBatches some = batches(BROKEN, 4).skipping(skipped)) {
      assertThat(pictures(some, threads)).hasSize(34).isEqualTo(pictures(whole, 1));
    }
    assertThat(skipped.all())
        .containsExactly(
            new Skipped(Part.TRAIN, 2, "stripes#2", "stripes#2: its data are damaged"),
            new Skipped(Part.TRAIN, 9, "stripes#9", "stripes#9: its data are damaged"),
            new Skipped(Part.TRAIN, 10, "stripes#10", "stripes#10: its data are damaged"));
  }

  @Test
  void aBatchOfWhichNothingIsLeftIsPassedOver() {
    try (ImageBatches whole = batches(WHOLE, 1);
        ImageBatches some = batches(BROKEN, 1).skipping(skipped)) {
      assertThat(pictures(some, 2)).isEqualTo(pictures(whole, 2));
    }
  }

  @Test
  void whatIsKnownIsNotReadAndNobodyIsToldAgain() {
    List<Skipped> told = new ArrayList<>();
    Skipped known = new Skipped(Part.TRAIN, 5, "stripes#5", "was damaged");
    skipped.addKnown(List.of(known));
    skipped.tell(told::add);
    try (ImageBatches some = batches(BROKEN, 4).skipping(skipped)) {
      assertThat(pictures(some, 2)).hasSize(32).noneMatch(text -> text.startsWith("stripes#5 "));
    }
    assertThat(told).extracting(Skipped::index).containsExactlyInAnyOrder(2, 9, 10);
    assertThat(skipped.all()).hasSize(4).contains(known);
    assertThat(skipped.paths()).isEqualTo("stripes#2, stripes#5, stripes#9, stripes#10");
  }

  @Test
  void withoutItTheFirstEndsTheEpoch() {
    try (ImageBatches some = batches(BROKEN, 4)) {
      assertThatThrownBy(() -> pictures(some, 2))
          .isInstanceOf(DataException.class)
          .hasMessageMatching("stripes#(2|9|10): its data are damaged");
    }
  }

  @Test
  void imagesForValidationAreDecodedAtOnce() {
    ImageSource rest = skipped.decodable(BROKEN);

    assertThat(IntStream.range(0, rest.size()).map(rest::index)).hasSize(17).doesNotContain(2, 9);
    assertThat(skipped.all()).extracting(Skipped::part).containsOnly(Part.VALIDATION).hasSize(3);
    assertThat(skipped.decodable(WHOLE).size()).isEqualTo(17);
  }
}

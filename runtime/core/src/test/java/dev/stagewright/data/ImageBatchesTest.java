package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.pictures.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.DataSet;

class ImageBatchesTest {

  /** Each image's only pixel is its number. */
  private record Numbered(int size) implements ImageSource {
    @Override
    public List<String> labels() {
      return List.of("even", "odd");
    }

    @Override
    public int label(int image) {
      return image % 2;
    }

    @Override
    public Picture picture(int image) {
      return Picture.of(new byte[] {(byte) image}, 1, 1, 1);
    }

    @Override
    public String name(int image) {
      return "#" + image;
    }

    @Override
    public String description() {
      return "numbers";
    }
  }

  private static final ImageInput INPUT =
      new ImageInput(new InputShape(1, 1, 1), DataFormat.CHANNELS_FIRST, Preprocessing.NONE);

  private static List<Integer> drain(ImageBatches batches) {
    List<Integer> images = new ArrayList<>();
    while (batches.hasNext()) {
      for (int image : batches.next().getFeatures().ravel().toIntVector()) {
        images.add(image);
      }
    }
    return images;
  }

  @Test
  void deliversOneHotLabelsAndASmallerLastBatch() {
    ImageBatches batches = ImageBatches.inOrder(new Numbered(5), INPUT, 3);
    DataSet first = batches.next();
    DataSet last = batches.next();

    assertThat(first.getFeatures().shape()).containsExactly(3, 1, 1, 1);
    assertThat(first.getLabels().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 0}, {0, 1}, {1, 0}});
    assertThat(last.getFeatures().ravel().toFloatVector()).containsExactly(3f, 4f);
    assertThat(last.getLabels().toFloatMatrix()).isDeepEqualTo(new float[][] {{0, 1}, {1, 0}});
    assertThat(batches.hasNext()).isFalse();
  }

  @Test
  void everyEpochHasItsOwnOrderThatSeedAndNumberDetermine() {
    ImageBatches batches = ImageBatches.shuffled(new Numbered(50), INPUT, 8, 11);
    List<Integer> first = drain(batches);
    batches.reset();
    List<Integer> second = drain(batches);

    List<Integer> all = IntStream.range(0, 50).boxed().toList();
    assertThat(first).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(all);
    assertThat(second).containsExactlyInAnyOrderElementsOf(all).isNotEqualTo(first);
    ImageBatches again = ImageBatches.shuffled(new Numbered(50), INPUT, 50, 11);
    again.startEpoch(1);
    assertThat(drain(again)).isEqualTo(second);
    ImageBatches otherSeed = ImageBatches.shuffled(new Numbered(50), INPUT, 8, 12);
    assertThat(drain(otherSeed)).isNotEqualTo(first).isNotEqualTo(second);
  }

  @Test
  void aBatchMustFitIntoAnArray() {
    InputShape shape = new InputShape(20_000, 20_000, 3);
    ImageInput large = new ImageInput(shape, DataFormat.CHANNELS_FIRST, Preprocessing.NONE);

    assertThatThrownBy(() -> ImageBatches.inOrder(new Numbered(5), large, 2))
        .isInstanceOf(DataException.class)
        .hasMessage("batchSize: found 2; a batch holds at most 1 images of 20000 x 20000 x 3");
  }
}

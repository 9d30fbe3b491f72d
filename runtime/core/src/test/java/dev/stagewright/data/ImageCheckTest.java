package dev.stagewright.data;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.pictures.Picture;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageCheckTest {

  /** Images of which the first ones are faulty. */
  private record Faulty(int size, int faults) implements ImageSource {
    @Override
    public @Nullable String fault(int image, Preflight preflight) {
      return image < faults ? name(image) + ": is torn" : null;
    }

    @Override
    public List<String> labels() {
      return List.of("one");
    }

    @Override
    public int label(int image) {
      return 0;
    }

    @Override
    public Picture picture(int image) {
      throw new AssertionError("read image " + image);
    }

    @Override
    public String name(int image) {
      return image + ".png";
    }

    @Override
    public String description() {
      return "torn images";
    }
  }

  private static String torn(int count) {
    return IntStream.range(0, count)
        .mapToObj("\n  %d.png: is torn"::formatted)
        .collect(Collectors.joining());
  }

  @Test
  void faultyImagesAreNamedTogether() {
    assertThatCode(() -> ImageCheck.check(List.of(new Faulty(5, 0)))).doesNotThrowAnyException();
    assertThatThrownBy(() -> ImageCheck.check(List.of(new Faulty(5, 1))))
        .isInstanceOf(DataException.class)
        .hasMessage("0.png: is torn");
    assertThatThrownBy(() -> ImageCheck.check(List.of(new Faulty(5, 2), new Faulty(9, 1))))
        .hasMessage("found 3 images that cannot be read:%s%s", torn(2), torn(1));
    assertThatThrownBy(() -> ImageCheck.check(List.of(new Faulty(50, 22))))
        .hasMessage("found 22 images that cannot be read:%s\n  and 12 more", torn(10));
  }

  @Test
  void partsOfASourceAreChecked() {
    ImageSplit split = ImageSplit.stratified(new Faulty(10, 10), 0.3, 1);
    assertThatThrownBy(() -> ImageCheck.check(List.of(split.training(), split.heldOut())))
        .hasMessageStartingWith("found 10 images that cannot be read:\n");
  }
}

package dev.stagewright.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.Resize;
import dev.stagewright.pictures.operations.Blur;
import dev.stagewright.pictures.operations.Brightness;
import dev.stagewright.pictures.operations.Crop;
import dev.stagewright.pictures.operations.Erase;
import dev.stagewright.pictures.operations.Flip;
import dev.stagewright.pictures.operations.Sampling;
import dev.stagewright.pictures.operations.Shift;
import dev.stagewright.pictures.operations.Steps;
import dev.stagewright.pictures.operations.Warp;
import dev.stagewright.random.SplitMix64;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What transforms draw: within their members, as often as they say, and the same for the same. */
class TransformTest {

  private static final int HEIGHT = 30;
  private static final int WIDTH = 40;
  private static final int DRAWS = 2000;
  private static final Resize TARGET = new Resize(16, 20);

  static Stream<Transform> all() {
    return Stream.of(
        new RandomResizedCrop(),
        new RandomCrop(),
        new HorizontalFlip(),
        new VerticalFlip(),
        new Rotation(),
        new Affine(),
        new ColorJitter(),
        new Grayscale(),
        new GaussianBlur(),
        new RandomErasing(),
        new Cutout(),
        new RandAugment(),
        new TrivialAugment());
  }

  private static List<PictureTransform> draws(Transform transform) {
    return IntStream.range(0, DRAWS)
        .mapToObj(i -> transform.draw(SplitMix64.of(5, 1, i), HEIGHT, WIDTH, TARGET))
        .toList();
  }

  private static <T> List<T> draws(Transform transform, Class<T> type) {
    return draws(transform).stream().filter(type::isInstance).map(type::cast).toList();
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSameSeedDrawsTheSameAndOthersDoNot(Transform transform) {
    assertThat(draws(transform)).isEqualTo(draws(transform));
    assertThat(draws(transform).stream().distinct().count()).isGreaterThan(1);
  }

  /** Gray or color, tiny or not: what is drawn can be done, and only the crop changes the size. */
  @ParameterizedTest
  @MethodSource("all")
  void whatIsDrawnFitsPicturesOfAnyShape(Transform transform) {
    for (int[] shape : new int[][] {{1, 1, 3}, {1, 9, 1}, {2, 3, 3}, {40, 3, 3}, {17, 19, 1}}) {
      byte[] values = new byte[shape[0] * shape[1] * shape[2]];
      for (int i = 0; i < 40; i++) {
        try (Picture picture = Picture.of(values, shape[0], shape[1], shape[2])) {
          transform.draw(SplitMix64.of(i), shape[0], shape[1], TARGET).applyTo(picture);

          boolean crops = transform instanceof RandomResizedCrop;
          assertThat(picture.height()).isEqualTo(crops ? TARGET.height() : shape[0]);
          assertThat(picture.width()).isEqualTo(crops ? TARGET.width() : shape[1]);
          assertThat(picture.channels()).isEqualTo(shape[2]);
        }
      }
    }
  }

  @Test
  void cropsHaveTheirAreaAndRatio() {
    List<Crop> crops =
        draws(new RandomResizedCrop(0.2, 0.5, 0.5, 2), Steps.class).stream()
            .map(steps -> (Crop) steps.all().get(0))
            .toList();

    assertThat(crops).hasSize(DRAWS);
    assertThat(crops)
        .allSatisfy(
            crop -> {
              double area = (double) crop.height() * crop.width() / (HEIGHT * WIDTH);
              assertThat(area).isBetween(0.17, 0.54); // sides are rounded
              assertThat((double) crop.width() / crop.height()).isBetween(0.45, 2.2);
              assertThat(crop.top()).isBetween(0, HEIGHT - crop.height());
              assertThat(crop.left()).isBetween(0, WIDTH - crop.width());
            });
    assertThat(crops.stream().mapToInt(Crop::left).max().orElseThrow()).isGreaterThan(20);
  }

  /** As torchvision: the largest part in the middle, if none of ten fitted. */
  @Test
  void aCropThatNeverFitsIsTheMiddle() {
    var drawn = (Steps) new RandomResizedCrop(1, 1, 1, 1).draw(SplitMix64.of(1), 10, 31, TARGET);

    assertThat(drawn.all()).containsExactly(new Crop(0, 10, 10, 10), TARGET.squashing());
  }

  @Test
  void chancesAreKept() {
    assertThat(draws(new HorizontalFlip(0.25), Flip.class).size() / (double) DRAWS)
        .isEqualTo(0.25, within(0.03));
    assertThat(draws(new VerticalFlip(1), Flip.class)).hasSize(DRAWS).contains(new Flip(false));
    assertThat(draws(new Grayscale(0))).containsOnly(Steps.NONE);
    assertThat(draws(new RandomErasing(0.5, 0.02, 0.33, 0.3, 3.3, 0), Erase.class).size())
        .isBetween(900, 1100);
  }

  @Test
  void shiftsReachEveryPlaceEquallyOften() {
    List<Shift> shifts = draws(new RandomCrop(2, 9), Shift.class);

    assertThat(shifts.stream().map(Shift::down).distinct())
        .containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
    assertThat(shifts.stream().map(Shift::right).distinct())
        .containsExactlyInAnyOrder(-2, -1, 0, 1, 2);
    assertThat(shifts.stream().filter(shift -> shift.down() == -2).count()).isBetween(340L, 460L);
    assertThat(shifts).allMatch(shift -> shift.fill() == 9);
  }

  @Test
  void anglesGoToBothSides() {
    List<Double> sines =
        draws(new Rotation(30, Sampling.NEAREST, 0), Warp.class).stream().map(Warp::yx).toList();

    assertThat(sines).allMatch(sine -> Math.abs(sine) <= 0.5 + 1e-9);
    assertThat(sines).anyMatch(sine -> sine > 0.45).anyMatch(sine -> sine < -0.45);
  }

  @Test
  void jitterHasEveryOrderAndItsFactors() {
    List<Steps> drawn = draws(new ColorJitter(0.4, 0.4, 0.4, 0.1), Steps.class);

    assertThat(
            drawn.stream()
                .map(steps -> steps.all().stream().map(PictureTransform::getClass).toList())
                .distinct())
        .hasSize(24);
    assertThat(drawn.stream().flatMap(steps -> steps.all().stream()))
        .filteredOn(Brightness.class::isInstance)
        .allSatisfy(step -> assertThat(((Brightness) step).factor()).isBetween(0.6, 1.4));
    assertThat(draws(new ColorJitter(0, 0.4, 0, 0), Steps.class))
        .allMatch(steps -> steps.all().size() == 1);
  }

  @Test
  void blursHaveTheirDeviation() {
    assertThat(draws(new GaussianBlur(3, 0.5, 0.6, 1), Blur.class))
        .hasSize(DRAWS)
        .allSatisfy(blur -> assertThat(blur.sigma()).isBetween(0.5, 0.6));
  }

  @Test
  void squaresAreCutAtTheEdges() {
    List<Erase> erased = draws(new Cutout(8, 7), Erase.class);

    assertThat(erased)
        .allSatisfy(
            part -> {
              assertThat(part.height()).isBetween(4, 8);
              assertThat(part.top() + part.height()).isBetween(4, HEIGHT);
              assertThat(part.width()).isBetween(4, 8);
            });
    assertThat(erased).anyMatch(part -> part.height() == 4).anyMatch(part -> part.top() == 22);
  }

  @Test
  void twoCropsAreRefused() {
    var crop = new RandomResizedCrop();

    assertThatThrownBy(() -> Augmentation.of(crop, crop))
        .isInstanceOf(AugmentationException.class)
        .hasMessage("transforms: found randomresizedcrop 2 times; expected it once, or not at all");
  }

  @Test
  void mixesAreOfBothKinds() {
    List<Mix> mixes = new ArrayList<>();
    for (int i = 0; i < DRAWS; i++) {
      mixes.add(new Mixing(0.2, 1).draw(SplitMix64.of(1, i), HEIGHT, WIDTH));
    }
    assertThat(mixes.stream().filter(Mix.Blend.class::isInstance).count()).isBetween(900L, 1100L);
    assertThat(mixes)
        .allSatisfy(mix -> assertThat(mix.share()).isBetween(0.0, 1.0))
        .filteredOn(Mix.Paste.class::isInstance)
        .allSatisfy(
            mix -> {
              Mix.Paste part = (Mix.Paste) mix;
              assertThat(part.top() + part.height()).isLessThanOrEqualTo(HEIGHT);
              assertThat(part.left() + part.width()).isLessThanOrEqualTo(WIDTH);
              double kept = 1 - (double) part.height() * part.width() / (HEIGHT * WIDTH);
              assertThat(part.share()).isEqualTo(kept);
            });
  }
}

package dev.stagewright.augmentation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;
import dev.stagewright.pictures.StoredPicture;
import dev.stagewright.pictures.operations.AutoContrast;
import dev.stagewright.pictures.operations.Blur;
import dev.stagewright.pictures.operations.Brightness;
import dev.stagewright.pictures.operations.Contrast;
import dev.stagewright.pictures.operations.Crop;
import dev.stagewright.pictures.operations.Equalize;
import dev.stagewright.pictures.operations.Erase;
import dev.stagewright.pictures.operations.Flip;
import dev.stagewright.pictures.operations.Hue;
import dev.stagewright.pictures.operations.Posterize;
import dev.stagewright.pictures.operations.Sampling;
import dev.stagewright.pictures.operations.Saturation;
import dev.stagewright.pictures.operations.Sharpness;
import dev.stagewright.pictures.operations.Shift;
import dev.stagewright.pictures.operations.Solarize;
import dev.stagewright.pictures.operations.ToGray;
import dev.stagewright.pictures.operations.Warp;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With its numbers given, an operation makes what torchvision's makes, within 1 of 255 (2 for blur
 * and moved pictures); {@code make_operations.py} stored that.
 */
class OperationsTest {

  record Case(
      String operation,
      List<Double> numbers,
      @Nullable String sampling,
      @Nullable String choice,
      int height,
      int width,
      String values) {

    private double number(int index) {
      return numbers.get(index);
    }

    private int integer(int index) {
      return numbers.get(index).intValue();
    }

    private Sampling sampled() {
      return sampling == null
          ? Sampling.NEAREST
          : Sampling.valueOf(sampling.toUpperCase(Locale.ROOT));
    }

    PictureTransform toTransform(Cases all) {
      return switch (operation) {
        case "brightness" -> new Brightness(number(0));
        case "contrast" -> new Contrast(number(0));
        case "saturation" -> new Saturation(number(0));
        case "sharpness" -> new Sharpness(number(0));
        case "hue" -> new Hue(number(0));
        case "posterize" -> new Posterize(integer(0));
        case "solarize" -> new Solarize(number(0));
        case "autocontrast" -> new AutoContrast();
        case "equalize" -> new Equalize();
        case "gray" -> new ToGray();
        case "horizontalflip" -> new Flip(true);
        case "verticalflip" -> new Flip(false);
        case "crop" -> new Crop(integer(0), integer(1), integer(2), integer(3));
        case "erase" -> new Erase(integer(0), integer(1), integer(2), integer(3), integer(4));
        case "shift" -> new Shift(integer(0), integer(1), integer(2));
        case "blur" -> new Blur(integer(0), number(1));
        case "rotation" -> Warp.rotation(number(0), sampled(), integer(1));
        case "affine" ->
            Warp.affine(
                number(0),
                number(1),
                number(2),
                number(3),
                number(4),
                number(5),
                sampled(),
                integer(6));
        case "randaugment" -> chosen(RandAugment::strongest, all);
        case "trivialaugment" -> chosen(TrivialAugment::strongest, all);
        default -> throw new IllegalArgumentException(operation);
      };
    }

    private PictureTransform chosen(AugmentOperation.Strongest strongest, Cases all) {
      AugmentOperation chosen = AugmentOperation.valueOf(String.valueOf(choice));
      double magnitude = number(0) / 30 * strongest.of(chosen, all.height(), all.width());
      return chosen.make(number(1) * magnitude, all.height(), all.width(), sampled());
    }

    int tolerance() {
      return operation.equals("blur") || operation.equals("rotation") ? 2 : 1;
    }

    @Override
    public String toString() {
      String name = choice == null ? operation : operation + " " + choice;
      return name + numbers + (sampling == null ? "" : " " + sampling);
    }
  }

  record Cases(int height, int width, String values, List<Case> cases) {
    static final Cases ALL =
        StoredPicture.json("/dev/stagewright/pictures/operations/operations.json", Cases.class);

    Picture picture() {
      return StoredPicture.of(values, height, width);
    }
  }

  static Stream<Case> cases() {
    return Cases.ALL.cases().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAsTorchvisions(Case each) {
    Cases all = Cases.ALL;
    try (Picture picture = all.picture()) {
      each.toTransform(all).applyTo(picture);

      int height = each.height() == 0 ? all.height() : each.height();
      int width = each.width() == 0 ? all.width() : each.width();
      StoredPicture.assertLike(picture, each.values(), height, width, each.tolerance());
    }
  }

  @Test
  void everyChoiceOfBothIsThere() {
    assertThat(cases().filter(each -> each.choice() != null).map(Case::choice).distinct())
        .containsExactlyInAnyOrder(
            Arrays.stream(AugmentOperation.values()).map(Enum::name).toArray(String[]::new));
  }
}

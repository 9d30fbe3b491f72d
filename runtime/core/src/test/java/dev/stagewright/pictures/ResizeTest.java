package dev.stagewright.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Resizing is within 1 of 255 of the original's; {@code make_resizes.py} stored what that makes.
 */
class ResizeTest {

  record Case(
      String origin,
      String fit,
      String interpolation,
      double cropShare,
      boolean transposed,
      int height,
      int width,
      String values) {

    Resize resize() {
      return new Resize(
          height,
          width,
          new ResizeRule(
              Fit.valueOf(fit.toUpperCase(Locale.ROOT)),
              Interpolation.valueOf(interpolation.toUpperCase(Locale.ROOT)),
              cropShare));
    }

    @Override
    public String toString() {
      String shape = transposed ? ", tall to " : " to ";
      return origin
          + ", "
          + fit
          + ", "
          + interpolation
          + ", "
          + cropShare
          + shape
          + height
          + " x "
          + width;
    }
  }

  record Cases(int height, int width, String values, List<Case> cases) {
    static final Cases ALL =
        StoredPicture.json("/dev/stagewright/pictures/resizes.json", Cases.class);

    Picture picture(boolean transposed) {
      Picture picture = StoredPicture.of(values, height, width);
      return transposed ? picture.withOrientation(5).upright() : picture;
    }
  }

  static Stream<Case> cases() {
    return Cases.ALL.cases().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isWithin1OfTheOriginal(Case each) {
    try (Picture picture = Cases.ALL.picture(each.transposed())) {
      each.resize().applyTo(picture);

      StoredPicture.assertLike(picture, each.values(), each.height(), each.width(), 1);
    }
  }

  @Test
  void everyOriginalIsThere() {
    assertThat(cases().map(each -> each.fit() + " " + each.interpolation()).distinct())
        .containsExactlyInAnyOrder(
            "squash bilinear",
            "pad bilinear",
            "squash antialias_bilinear",
            "squash antialias_bicubic",
            "squash area",
            "crop antialias_bilinear",
            "crop antialias_bicubic");
  }

  @ParameterizedTest
  @CsvSource({"16, 20, AREA", "33, 11, AREA", "50, 57, BILINEAR", "43, 23, BILINEAR"})
  void autoAveragesUnlessASideGrows(int height, int width, Interpolation same) {
    assertThat(values(height, width, Interpolation.AUTO)).isEqualTo(values(height, width, same));
  }

  private static byte[] values(int height, int width, Interpolation interpolation) {
    try (Picture picture = Cases.ALL.picture(false)) {
      new Resize(height, width, new ResizeRule(Fit.SQUASH, interpolation, 1)).applyTo(picture);
      return picture.values();
    }
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
            "1 1", "1 7", "7 1", "2 300", "300 2", "8 8", "9 7", "7 9", "31 64", "1000 999")
        .map(shape -> shape.split(" "))
        .flatMap(
            shape ->
                Arrays.stream(Fit.values())
                    .map(
                        fit ->
                            Arguments.of(
                                Integer.valueOf(shape[0]), Integer.valueOf(shape[1]), fit)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyShapeGetsTheSize(int height, int width, Fit fit) {
    byte[] gray = new byte[height * width];
    Arrays.fill(gray, (byte) 100);
    ResizeRule rule =
        new ResizeRule(fit, Interpolation.ANTIALIAS_BICUBIC, fit == Fit.CROP ? 0.9 : 1);
    try (Picture picture = Picture.of(gray, height, width, 1)) {
      new Resize(8, 8, rule).applyTo(picture);

      assertThat(new int[] {picture.height(), picture.width()}).containsExactly(8, 8);
      byte[] values = picture.values();
      assertThat(values[3 * 8 + 3]).isEqualTo((byte) 100);
      assertThat(values[63]).isEqualTo((byte) (fit == Fit.PAD && height != width ? 0 : 100));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CROP | 0 | cropShare: found 0.0; expected a number above 0, up to 1",
        "CROP | 1.5 | cropShare: found 1.5; expected a number above 0, up to 1",
        "CROP | NaN | cropShare: found NaN; expected a number above 0, up to 1",
        "PAD | 0.5 | cropShare: found 0.5; has no effect unless resize is crop"
      })
  void sharesThatCannotBeAreRefused(Fit fit, double share, String message) {
    assertThatThrownBy(() -> new ResizeRule(fit, Interpolation.AUTO, share))
        .isInstanceOf(PictureException.class)
        .hasMessage(message);
  }
}

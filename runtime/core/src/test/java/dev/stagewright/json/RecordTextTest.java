package dev.stagewright.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.augmentation.RandAugment;
import dev.stagewright.augmentation.Rotation;
import dev.stagewright.augmentation.Transform;
import dev.stagewright.pictures.operations.Sampling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of command lines are read with their defaults, or refused with kind and member. */
class RecordTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"randaugment", "rand-augment", "RandAugment", "rand_augment"})
  void whatIsNotGivenHasItsDefault(String text) {
    assertThat(RecordText.read(Transform.class, text)).isEqualTo(new RandAugment());
  }

  @Test
  void membersReplaceDefaults() {
    assertThat(RecordText.read(Transform.class, "rotation:degrees=7.5,sampling=nearest"))
        .isEqualTo(new Rotation(7.5, Sampling.NEAREST, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rotaton | found \"rotaton\"; expected randomresizedcrop, randomcrop, horizontalflip, verticalflip, rotation, affine, colorjitter, grayscale, gaussianblur, randomerasing, cutout, randaugment, trivialaugment. Did you mean rotation?",
        "rotation:degree=7 | rotation: found the member \"degree\"; expected degrees, sampling, fill. Did you mean degrees?",
        "rotation:kind=affine | rotation: found the member \"kind\"; expected degrees, sampling, fill",
        "rotation:degrees | rotation: found \"degrees\"; expected member=value",
        "rotation:degrees=1,degrees=2 | rotation: degrees: found more than once",
        "rotation:degrees=x | rotation: degrees: found \"x\"; expected a number",
        "rotation:degrees=-1 | rotation: degrees: found -1.0; expected a number of at least 0",
        "rotation:fill=256 | rotation: fill: found 256; expected a level from 0 to 255",
        "rotation:fill=1.5 | rotation: fill is not an integer of 32 bits",
        "rotation:sampling=cubic | rotation: sampling: found \"cubic\"; expected one of nearest, bilinear",
        "gaussian-blur:kernel=4 | gaussianblur: kernel: found 4; expected an odd number from 3 to 99",
        "rand-augment:magnitude=31 | randaugment: magnitude: found 31; expected a number from 0, below bins, which is 31",
        "random-resized-crop:minArea=0.9,maxArea=0.5 | randomresizedcrop: maxArea: found 0.5; expected a number of at least minArea, which is 0.9",
      })
  void faultsNameKindAndMember(String text, String message) {
    assertThatThrownBy(() -> RecordText.read(Transform.class, text))
        .isInstanceOf(JsonException.class)
        .hasMessage(message);
  }
}

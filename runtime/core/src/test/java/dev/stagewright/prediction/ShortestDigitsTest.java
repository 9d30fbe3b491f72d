package dev.stagewright.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortestDigitsTest {

  /** Digits as numpy 2.4 has them, str(np.float32(x)); notation is Java's. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "0, 0",
    "-0.0, 0",
    "1, 1",
    "100, 100",
    "16777216, 16777216",
    "3.3554432E7, 33554432",
    "2.0E-3, 0.002",
    "1.1754944E-38, 1.1754944E-38",
    "1.4E-45, 1E-45",
    "0.33333334, 0.33333334",
    "9.9999999E-9, 1E-8",
    "1.0E18, 1000000000000000000",
    "-12.5, -12.5"
  })
  void areAsFewAsGiveTheSameNumber(float value, String digits) {
    assertThat(ShortestDigits.of(value)).hasToString(digits);
  }

  @Test
  void everyNumberComesBack() {
    Random random = new Random(3);
    assertThat(random.ints(20_000).mapToObj(Float::intBitsToFloat).filter(Float::isFinite))
        .allMatch(value -> Float.parseFloat(ShortestDigits.of(value).toString()) == value);
  }
}

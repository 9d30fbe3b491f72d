package dev.stagewright.prediction;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers of float32 in as few digits as give the same number when they are read again. */
final class ShortestDigits {

  private ShortestDigits() {}

  /** For example 0.1, 25 or 1.2E-9; the value is finite. */
  static BigDecimal of(float value) {
    BigDecimal shortest = new BigDecimal(Float.toString(value)).stripTrailingZeros();
    // Float.toString often has one digit more than needed before Java 19.
    BigDecimal exact = new BigDecimal(value);
    for (int digits = shortest.precision() - 1; digits > 0; digits--) {
      BigDecimal shorter = exact.round(new MathContext(digits));
      if (Float.parseFloat(shorter.toString()) != value) {
        break;
      }
      shortest = shorter;
    }
    return plain(shortest);
  }

  /** Without zeros at its end behind the point, and without an exponent for large numbers. */
  private static BigDecimal plain(BigDecimal number) {
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}

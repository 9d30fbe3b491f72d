package dev.stagewright.report.page;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as pages show them, the same in every country. */
final class Figures {

  private static final MathContext DIGITS = new MathContext(4);

  private Figures() {}

  /** Four digits, for example 0.8765, 2.303e-05 or 8,213; a dash for what is not known. */
  static String of(double number) {
    if (Double.isNaN(number)) {
      return "–";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "∞" : "-∞";
    }
    double size = Math.abs(number);
    if (size >= 1000 && size < 1e15) {
      return String.format(Locale.ROOT, "%,d", Math.round(number));
    }
    if (number != 0 && (size < 1e-4 || size >= 1e15)) {
      return String.format(Locale.ROOT, "%.3e", number);
    }
    return new BigDecimal(number).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  /** For example 93.1 %, which no line breaks; a dash for what is not known. */
  static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * share);
  }

  /** For example 25,636,712. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}

package dev.stagewright.data;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The order of classes: numbers by value, 2 before 10, then all other names by alphabet. */
final class ClassNames {

  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,40}(\\.\\d{1,40})?");

  static final Comparator<String> ORDER =
      Comparator.comparing(
              ClassNames::value, Comparator.nullsLast(Comparator.<BigDecimal>naturalOrder()))
          .thenComparing(Comparator.naturalOrder());

  private ClassNames() {}

  private static @Nullable BigDecimal value(String name) {
    return NUMBER.matcher(name).matches() ? new BigDecimal(name) : null;
  }
}

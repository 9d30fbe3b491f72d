package dev.stagewright.errors;

import java.util.stream.Collectors;

/** Names from files, such as labels and layer names, in a form that is safe on a terminal. */
public final class Printable {

  private Printable() {}

  /**
   * Replaces what a terminal could take for a command, or a reader for another line: control and
   * format characters, line and paragraph separators, lone surrogates.
   *
   * @param text from a file, an archive or an argument
   * @return the text with each such character as <code>&#92;u</code> and four hexadecimal digits
   *     (or <code>&#92;U</code> and six)
   */
  public static String of(String text) {
    if (text.codePoints().noneMatch(Printable::isUnsafe)) {
      return text;
    }
    return text.codePoints()
        .mapToObj(point -> isUnsafe(point) ? escaped(point) : Character.toString(point))
        .collect(Collectors.joining());
  }

  private static boolean isUnsafe(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> false;
    };
  }

  private static String escaped(int point) {
    String digits = Integer.toHexString(point);
    return Character.isBmpCodePoint(point)
        ? "\\u" + "0".repeat(4 - digits.length()) + digits
        : "\\U" + "0".repeat(6 - digits.length()) + digits;
  }
}

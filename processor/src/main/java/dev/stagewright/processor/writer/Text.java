package dev.stagewright.processor.writer;

import java.util.Locale;

/** Prose for Javadoc. */
final class Text {

  /** The width of a comment's text in a top-level class: 100 columns without " * ". */
  private static final int WIDTH = 97;

  private Text() {}

  /** Formats numbers alike on every machine. */
  static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  /** Breaks a paragraph into lines; the last ends, too. */
  static String wrap(String paragraph) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder();
    // A shape such as 7 x 7 stays together, and a tag.
    String unbroken =
        paragraph
            .replaceAll("(?<=\\d) x (?=\\d)", "\u00a0x\u00a0")
            .replaceAll("(?<=\\{@(code|link)) ", "\u00a0");
    for (String word : unbroken.split(" ", -1)) {
      if (line.length() > 0 && line.length() + 1 + word.length() > WIDTH) {
        lines.append(line).append('\n');
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    return lines.append(line).append('\n').toString().replace('\u00a0', ' ');
  }
}

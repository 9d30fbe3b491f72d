package dev.stagewright.processor;

import dev.stagewright.processor.report.Build;
import java.util.ArrayList;
import java.util.List;

/**
 * An error in a line of a declaration that is sound otherwise.
 *
 * @param line in which the place of the error is «marked»
 * @param text the whole message
 * @param mends values that the text names, each of which mends the error
 */
record MarkedError(String line, String text, List<String> mends) {

  /** A declaration without an error. */
  static final List<String> SOUND =
      List.of(
          "@ResNet",
          "@Stem",
          "@Stage(blocks = 1, filters = {4, 4, 16})",
          "@Stage(blocks = 1, filters = {8, 8, 32})",
          "@Head",
          "interface Net {}");

  /**
   * An error.
   *
   * @param text without its last sentence
   */
  static MarkedError of(String line, String text, String anchor, String... mends) {
    return new MarkedError(line, text + " See " + Build.troubleshooting(anchor), List.of(mends));
  }

  /** The declaration with the error. */
  String[] source() {
    return soundBut(line.replaceAll("[«»]", ""));
  }

  /** The declaration with a value in the place of the marked one, or one more member there. */
  String[] mended(String mend) {
    if (mend.contains(" = ")) {
      return soundBut(line.replace(")»", ", " + mend + ")").replace("«", ""));
    }
    String quotes = line.contains("«\"") ? "\"" : "";
    return soundBut(line.replaceAll("«.*»", quotes + mend + quotes));
  }

  /** What a compiler shows. */
  String shown() {
    return line + " -> " + text;
  }

  /** The sound declaration, its line for the same part replaced. */
  static String[] soundBut(String line) {
    List<String> lines = new ArrayList<>(SOUND);
    lines.removeIf(sound -> sound.startsWith("@") && line.contains(sound.split("\\(", 2)[0]));
    if (line.startsWith("@")) {
      lines.add(0, line);
      if (line.startsWith("@Stage")) {
        lines.add(1, SOUND.get(3));
      }
    } else {
      lines.set(lines.size() - 1, line);
    }
    return lines.toArray(String[]::new);
  }

  @Override
  public String toString() {
    return line;
  }
}

package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * What a command prints, safe on a terminal: control characters other than line breaks and tabs,
 * with which a label or a layer's name could command the terminal, are shown as escapes. Tells when
 * the target fails, which a {@link PrintWriter} keeps for itself.
 */
final class PrintableWriter extends Writer {

  private static final String KEPT = "\t\n" + System.lineSeparator();

  private final PrintWriter target;

  private PrintableWriter(PrintWriter target) {
    this.target = target;
  }

  static PrintWriter around(PrintWriter target) {
    return new PrintWriter(new PrintableWriter(target), true);
  }

  /** Whether a character could command a terminal. */
  static boolean commands(int character) {
    return Character.isISOControl(character) && KEPT.indexOf(character) < 0;
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = offset; i < offset + length; i++) {
      char character = characters[i];
      if (commands(character)) {
        text.append(Printable.of(Character.toString(character)));
      } else {
        text.append(character);
      }
    }
    target.append(text);
  }

  @Override
  public void flush() throws IOException {
    if (target.checkError()) {
      throw new IOException("the output cannot be written");
    }
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}

package dev.stagewright.report.page;

import dev.stagewright.errors.Printable;
import java.util.ArrayDeque;
import java.util.Deque;

/** Markup in the making. Every text and every value of an attribute is escaped. */
final class Html {

  private final StringBuilder markup = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element.
   *
   * @param attributes names and values by turns
   */
  Html open(String tag, String... attributes) {
    begin(tag, attributes);
    open.push(tag);
    return this;
  }

  /** Ends the element that was begun last. */
  Html close() {
    markup.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element that holds text only. */
  Html element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element that never holds anything, such as {@code img}. */
  Html empty(String tag, String... attributes) {
    begin(tag, attributes);
    return this;
  }

  private void begin(String tag, String... attributes) {
    markup.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      markup.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      markup.append('"');
    }
    markup.append('>');
  }

  Html text(String text) {
    escape(text);
    return this;
  }

  /** Markup, styles or scripts of our own. */
  Html raw(String ours) {
    markup.append(ours);
    return this;
  }

  /** Starts a new line, for whoever reads the source. */
  Html line() {
    markup.append('\n');
    return this;
  }

  /** Control characters and those that change the direction of writing are shown by number. */
  private void escape(String text) {
    String printable = Printable.of(text);
    for (int i = 0; i < printable.length(); i++) {
      char c = printable.charAt(i);
      switch (c) {
        case '&' -> markup.append("&amp;");
        case '<' -> markup.append("&lt;");
        case '>' -> markup.append("&gt;");
        case '"' -> markup.append("&quot;");
        case '\'' -> markup.append("&#39;");
        default -> markup.append(c);
      }
    }
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return markup.toString();
  }
}

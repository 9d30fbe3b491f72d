package dev.stagewright.processor.writer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints maps, lists, strings and numbers as JSON; an object of scalars stands on one line. */
final class Json {

  private Json() {}

  static String print(Object value) {
    return print(value, "") + "\n";
  }

  private static String print(Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      return lines("{", map.entrySet(), "}", indent, broken(map.values()));
    }
    if (value instanceof List<?> list) {
      return lines("[", list, "]", indent, broken(list));
    }
    if (value instanceof Map.Entry<?, ?> entry) {
      return quote(entry.getKey().toString()) + ": " + print(entry.getValue(), indent);
    }
    return value instanceof Number ? value.toString() : quote(value.toString());
  }

  /** Whether the values are too much for one line. */
  private static boolean broken(Iterable<?> values) {
    for (Object value : values) {
      if (value instanceof Map<?, ?> || value.toString().length() > 60) {
        return true;
      }
    }
    return false;
  }

  private static String lines(
      String open, Iterable<?> values, String close, String indent, boolean broken) {
    String inner = indent + "  ";
    List<String> texts = new ArrayList<>();
    for (Object value : values) {
      texts.add(print(value, inner));
    }
    return broken
        ? texts.stream()
            .collect(Collectors.joining(",\n" + inner, open + "\n" + inner, "\n" + indent + close))
        : texts.stream().collect(Collectors.joining(", ", open, close));
  }

  private static String quote(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> json.append(c < ' ' || c > '~' ? Text.format("\\u%04x", (int) c) : c);
      }
    }
    return json.append('"').toString();
  }
}

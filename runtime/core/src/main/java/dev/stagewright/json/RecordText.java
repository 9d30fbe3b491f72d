package dev.stagewright.json;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.stagewright.errors.Brief;
import dev.stagewright.errors.Spelling;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Records in a short form for command lines: {@code KIND:member=value,...}. The kind may be written
 * with hyphens and in any case; members that are not given have the value that the record's
 * constructor without arguments gives them. Members are numbers, truth values, texts or enums.
 */
public final class RecordText {

  private RecordText() {}

  /**
   * Reads a record.
   *
   * @param type a sealed interface of records, each with a constructor without arguments
   * @param text kind and members
   * @param <T> the type
   * @return the record, which has checked its values
   * @throws JsonException if there is no such kind or member, or a value is of another type or
   *     refused by the record
   */
  public static <T> T read(Class<T> type, String text) {
    Map<String, Class<?>> kinds = RecordJson.kinds(type);
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String kind = name.strip().replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
    Class<?> found = kinds.get(kind);
    if (found == null) {
      throw fault(
          "found \"%s\"; expected %s".formatted(Brief.of(name), names(kind, kinds.keySet())));
    }
    JsonObject json = RecordWriter.write(type, defaults(found)).getAsJsonObject();
    if (colon >= 0) {
      replace(kind, json, text.substring(colon + 1));
    }
    try {
      return RecordJson.read(type, json.toString());
    } catch (JsonException e) {
      throw new JsonException(kind + ": " + withoutPlace(String.valueOf(e.getMessage())), e);
    }
  }

  /** The reader's place in the JSON says no more than the kind. */
  private static String withoutPlace(String message) {
    return message.startsWith("the object: ") || message.startsWith("$")
        ? message.replaceFirst("^(the object|\\$\\.?)(: )?", "")
        : message;
  }

  private static Object defaults(Class<?> record) {
    try {
      return record.getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record + " has no defaults", e);
    }
  }

  private static void replace(String kind, JsonObject json, String members) {
    Set<String> given = new HashSet<>();
    for (String member : members.split(",", -1)) {
      String[] parts = member.split("=", 2);
      String name = parts[0].strip();
      if (parts.length < 2) {
        throw fault("%s: found \"%s\"; expected member=value".formatted(kind, Brief.of(member)));
      }
      JsonElement before = name.equals(RecordJson.KIND) ? null : json.get(name);
      if (before == null) {
        Set<String> known = new java.util.LinkedHashSet<>(json.keySet());
        known.remove(RecordJson.KIND);
        throw fault(
            "%s: found the member \"%s\"; expected %s"
                .formatted(kind, Brief.of(name), names(name, known)));
      }
      if (!given.add(name)) {
        throw fault("%s: %s: found more than once".formatted(kind, name));
      }
      json.add(name, value(kind + ": " + name, parts[1].strip(), before.getAsJsonPrimitive()));
    }
  }

  private static JsonPrimitive value(String place, String text, JsonPrimitive before) {
    if (before.isNumber()) {
      try {
        return new JsonPrimitive(new java.math.BigDecimal(text));
      } catch (NumberFormatException e) {
        throw fault("%s: found \"%s\"; expected a number".formatted(place, Brief.of(text)));
      }
    }
    if (before.isBoolean()) {
      if (!text.equals("true") && !text.equals("false")) {
        throw fault("%s: found \"%s\"; expected true or false".formatted(place, Brief.of(text)));
      }
      return new JsonPrimitive(text.equals("true"));
    }
    return new JsonPrimitive(text);
  }

  private static String names(String found, Collection<String> names) {
    return String.join(", ", names)
        + Spelling.nearest(found, names).map(". Did you mean %s?"::formatted).orElse("");
  }

  private static JsonException fault(String message) {
    return new JsonException(message, new IllegalArgumentException(message));
  }
}

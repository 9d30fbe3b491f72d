package dev.stagewright.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Records as JSON and back. An object has exactly the record's components as members. Where a
 * sealed interface is expected, its first member {@code kind} names one of the interface's records.
 * No class is named in JSON. Components may be numbers, truth values, texts, paths, durations (in
 * seconds), enums, records, sealed interfaces, and lists and maps of these; only those declared
 * {@code @Nullable} may be null, but for NaN, which is null in JSON.
 */
public final class RecordJson {

  static final String KIND = "kind";

  // Without HTML escaping, texts stay readable.
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private RecordJson() {}

  /**
   * Writes a record.
   *
   * @param type its class, or the sealed interface that is read again
   * @param value the record
   * @param <T> the type
   * @return an object in one line
   */
  public static <T> String write(Class<T> type, T value) {
    return GSON.toJson(tree(type, value));
  }

  /**
   * The members of a record, one by one.
   *
   * @param type its class
   * @param value the record
   * @param <T> the type
   * @return texts as they are, anything else as JSON, by the components' names
   */
  public static <T extends Record> Map<String, String> members(Class<T> type, T value) {
    Map<String, String> members = new LinkedHashMap<>();
    tree(type, value)
        .asMap()
        .forEach(
            (name, member) ->
                members.put(
                    name, member.isJsonPrimitive() ? member.getAsString() : member.toString()));
    return members;
  }

  /**
   * A record as the tree that {@link #write} writes down.
   *
   * @param type its class, or the sealed interface that is read again
   * @param value the record
   * @param <T> the type
   * @return an object with a member for every component
   */
  public static <T> JsonObject tree(Class<T> type, T value) {
    return RecordWriter.write(type, value).getAsJsonObject();
  }

  /**
   * Reads a record.
   *
   * @param type its class, or a sealed interface of records
   * @param json what {@link #write} wrote, or somebody by hand
   * @param <T> the type
   * @return the record, which has checked its values
   * @throws JsonException if a member is missing, unknown, given twice, of another type, or has a
   *     value that the record refuses
   */
  public static <T> T read(Class<T> type, String json) {
    TypedJson in = new TypedJson(json);
    try {
      T value = type.cast(new RecordReader(in).read(type));
      in.end();
      return value;
    } catch (MalformedJsonException | EOFException e) {
      throw new JsonException("not JSON after " + in.place(), e);
    } catch (IOException e) {
      throw new JsonException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The records of a sealed interface by their kinds. */
  static Map<String, Class<?>> kinds(Class<?> sealed) {
    Map<String, Class<?>> kinds = new LinkedHashMap<>();
    Arrays.stream(sealed.getPermittedSubclasses())
        .filter(Class::isRecord)
        .forEach(type -> kinds.put(kind(type), type));
    return kinds;
  }

  static String kind(Class<?> type) {
    return type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}

package dev.stagewright.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes JSON of records. */
final class RecordWriter {

  /** Durations are in seconds. */
  static final double NANOS = 1e9;

  private RecordWriter() {}

  /**
   * Writes a value.
   *
   * @param type what is declared where it stands
   */
  static JsonElement write(Type type, @Nullable Object value) {
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof Double number && number.isNaN()) {
      return JsonNull.INSTANCE; // JSON has no word for it
    }
    if (value instanceof Duration duration) {
      return new JsonPrimitive(duration.toNanos() / NANOS);
    }
    if (value instanceof Number number) {
      return new JsonPrimitive(number);
    }
    if (value instanceof Boolean truth) {
      return new JsonPrimitive(truth);
    }
    if (value instanceof String || value instanceof Path) {
      return new JsonPrimitive(value.toString());
    }
    if (value instanceof Enum<?> constant) {
      return new JsonPrimitive(constant.name().toLowerCase(Locale.ROOT));
    }
    if (value instanceof Record) {
      return members(type, value);
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (value instanceof List<?> list) {
        JsonArray elements = new JsonArray();
        list.forEach(element -> elements.add(write(arguments[0], element)));
        return elements;
      }
      if (value instanceof Map<?, ?> map) {
        JsonObject object = new JsonObject();
        map.forEach((name, member) -> object.add(name.toString(), write(arguments[1], member)));
        return object;
      }
    }
    throw new IllegalArgumentException(value.getClass() + " has no form in JSON");
  }

  private static JsonObject members(Type declared, Object value) {
    JsonObject object = new JsonObject();
    if (declared instanceof Class<?> type && type.isSealed()) {
      object.addProperty(RecordJson.KIND, RecordJson.kind(value.getClass()));
    }
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      object.add(component.getName(), write(component.getGenericType(), get(component, value)));
    }
    return object;
  }

  private static @Nullable Object get(RecordComponent component, Object value) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}

package dev.stagewright.json;

import dev.stagewright.errors.Brief;
import dev.stagewright.errors.Spelling;
import dev.stagewright.errors.StagewrightException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes records of JSON. */
final class RecordReader {

  private final TypedJson in;

  RecordReader(TypedJson in) {
    this.in = in;
  }

  /** Reads a value of a type that a record's component may have. */
  Object read(Type type) throws IOException {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return generic.getRawType() == List.class ? list(arguments[0]) : map(arguments[1]);
    }
    Class<?> plain = (Class<?>) type;
    if (plain == int.class || plain == Integer.class) {
      return in.integer();
    }
    if (plain == long.class || plain == Long.class) {
      return in.longInteger();
    }
    if (plain == double.class || plain == Double.class) {
      return in.skipNull() ? Double.NaN : in.number();
    }
    if (plain == Duration.class) {
      return Duration.ofNanos(Math.round(in.number() * RecordWriter.NANOS));
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return in.truth();
    }
    if (plain == String.class) {
      return in.text();
    }
    if (plain == Path.class) {
      return path(in.text());
    }
    if (plain.isEnum()) {
      return constant(plain);
    }
    String place = in.place();
    in.beginObject();
    Class<?> record = plain.isSealed() ? kind(plain) : plain;
    Object value = make(place, record, members(place, record));
    in.endObject();
    return value;
  }

  private Path path(String text) throws IOException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw in.fault("found \"%s\"; expected a path".formatted(Brief.of(text)));
    }
  }

  private List<Object> list(Type element) throws IOException {
    List<Object> list = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      list.add(read(element));
    }
    in.endArray();
    return list;
  }

  private Map<String, Object> map(Type member) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    in.beginObject();
    while (in.hasNext()) {
      String name = in.name();
      if (map.put(name, read(member)) != null) {
        throw in.fault("found more than once");
      }
    }
    in.endObject();
    return map;
  }

  private Object constant(Class<?> type) throws IOException {
    Map<String, Object> constants = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name().toLowerCase(Locale.ROOT), constant);
    }
    return chosen(constants);
  }

  private Class<?> kind(Class<?> sealed) throws IOException {
    if (!in.hasNext() || !in.name().equals(RecordJson.KIND)) {
      throw in.fault(
          "expected the member \"%s\" first, one of %s"
              .formatted(RecordJson.KIND, String.join(", ", RecordJson.kinds(sealed).keySet())));
    }
    return chosen(RecordJson.kinds(sealed));
  }

  private <T> T chosen(Map<String, T> choices) throws IOException {
    String name = in.text();
    T found = choices.get(name);
    if (found == null) {
      throw in.fault(
          "found \"%s\"; expected one of %s"
              .formatted(Brief.of(name), names(name, choices.keySet())));
    }
    return found;
  }

  /** The components' values by name; all are there. */
  private Map<String, @Nullable Object> members(String place, Class<?> record) throws IOException {
    Map<String, RecordComponent> components =
        Arrays.stream(record.getRecordComponents())
            .collect(
                Collectors.toMap(
                    RecordComponent::getName, each -> each, (a, b) -> a, LinkedHashMap::new));
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    while (in.hasNext()) {
      String name = in.name();
      RecordComponent component = components.get(name);
      if (component == null) {
        throw in.fault("unknown; expected " + names(name, components.keySet()));
      }
      if (values.containsKey(name)) {
        throw in.fault("found more than once");
      }
      boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
      values.put(name, nullable && in.skipNull() ? null : read(component.getGenericType()));
    }
    for (String name : components.keySet()) {
      if (!values.containsKey(name)) {
        throw new IOException("%s: the member \"%s\" is missing".formatted(place, name));
      }
    }
    return values;
  }

  private static String names(String found, Collection<String> names) {
    return String.join(", ", names)
        + Spelling.nearest(found, names).map(". Did you mean %s?"::formatted).orElse("");
  }

  private static Object make(String place, Class<?> record, Map<String, @Nullable Object> values)
      throws IOException {
    RecordComponent[] components = record.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> canonical = record.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical.newInstance(
          Arrays.stream(components).map(each -> values.get(each.getName())).toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof StagewrightException fault) {
        throw new IOException(place + ": " + fault.getMessage(), fault);
      }
      throw new IllegalStateException(record + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record + " cannot be made", e);
    }
  }
}

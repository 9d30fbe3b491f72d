package dev.stagewright.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Records as YAML and back: the tree is that of {@link RecordJson}, in a form for people. */
public final class RecordYaml {

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().serializeSpecialFloatingPointValues().create();

  private RecordYaml() {}

  /**
   * Writes a record.
   *
   * @param type its class, or the sealed interface that is read again
   * @param value the record
   * @param <T> the type
   * @return a line for each member
   */
  public static <T> String write(Class<T> type, T value) {
    return write(RecordJson.tree(type, value));
  }

  /**
   * Writes a tree.
   *
   * @param tree of {@link RecordJson#tree}, or what somebody made of it
   * @return a line for each member
   */
  public static String write(JsonObject tree) {
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(plain(tree));
  }

  /**
   * Reads a record.
   *
   * @param type its class, or a sealed interface of records
   * @param yaml what {@link #write} wrote, or somebody by hand
   * @param <T> the type
   * @return the record, which has checked its values
   * @throws JsonException if it is not YAML, or a member is missing, unknown, given twice, of
   *     another type, or has a value that the record refuses
   */
  public static <T> T read(Class<T> type, String yaml) {
    return RecordJson.read(type, json(yaml));
  }

  /**
   * Reads a tree, so that it can be completed before a record is made of it.
   *
   * @param yaml by hand
   * @return the outermost object
   * @throws JsonException if it is not YAML, or something else than an object
   */
  public static JsonObject readTree(String yaml) {
    JsonElement tree = JsonParser.parseString(json(yaml));
    if (!tree.isJsonObject()) {
      String message = "found no names with values; expected lines such as name: value";
      throw new JsonException(message, new IllegalArgumentException(message));
    }
    return tree.getAsJsonObject();
  }

  private static String json(String yaml) {
    try {
      return GSON.toJson(new Load(LoadSettings.builder().build()).loadFromString(yaml));
    } catch (YamlEngineException e) {
      throw new JsonException("not YAML: " + e.getMessage(), e);
    }
  }

  /** The maps, lists and values that YAML is made of. */
  private static @Nullable Object plain(JsonElement element) {
    if (element.isJsonObject()) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      element.getAsJsonObject().asMap().forEach((name, member) -> map.put(name, plain(member)));
      return map;
    }
    if (element.isJsonArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      element.getAsJsonArray().forEach(member -> list.add(plain(member)));
      return list;
    }
    return element.isJsonNull() ? null : plain(element.getAsJsonPrimitive());
  }

  private static Object plain(JsonPrimitive value) {
    if (value.isBoolean()) {
      return value.getAsBoolean();
    }
    return value.isNumber() ? value.getAsNumber() : value.getAsString();
  }
}

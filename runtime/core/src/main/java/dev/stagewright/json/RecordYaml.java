package dev.stagewright.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
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
    DumpSettings settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    return new Dump(settings).dumpToString(plain(RecordJson.tree(type, value)));
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
    Object tree;
    try {
      tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    } catch (YamlEngineException e) {
      throw new JsonException("not YAML: " + e.getMessage(), e);
    }
    return RecordJson.read(type, GSON.toJson(tree));
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

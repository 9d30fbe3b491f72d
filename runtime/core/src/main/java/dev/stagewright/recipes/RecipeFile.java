package dev.stagewright.recipes;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import dev.stagewright.errors.Spelling;
import dev.stagewright.json.JsonException;
import dev.stagewright.json.RecordJson;
import dev.stagewright.json.RecordYaml;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of a recipe in a file: of a {@link Setup} only what differs from what it stands on. An
 * object with a {@code kind} is written whole, others member by member.
 */
final class RecipeFile {

  private static final String SETUP = "setup";
  private static final String VARIANTS = "variants";
  private static final String KIND = "kind";

  private RecipeFile() {}

  /**
   * Reads a recipe.
   *
   * @param name of the recipe or its file, for messages
   */
  static Recipe parse(String name, String yaml) {
    try {
      JsonObject file = RecordYaml.readTree(yaml);
      JsonElement variants = file.remove(VARIANTS);
      JsonObject recipe =
          nested("", file, Recipe.class, RecordJson.tree(Setup.class, Setup.DEFAULT));
      if (!recipe.has("source")) {
        recipe.addProperty("source", "");
      }
      recipe.add(VARIANTS, variants(variants, recipe.getAsJsonObject(SETUP)));
      return RecordJson.read(Recipe.class, recipe.toString());
    } catch (JsonException e) {
      throw RecipeException.usage(name + ": " + withoutSetup(String.valueOf(e.getMessage())), e);
    }
  }

  private static JsonElement variants(@Nullable JsonElement found, JsonObject setup) {
    if (found == null) {
      return new JsonArray();
    }
    if (!found.isJsonArray()) {
      return found; // whose type is told by who reads it
    }
    JsonArray variants = new JsonArray();
    for (JsonElement each : found.getAsJsonArray()) {
      String place = "%s[%s].".formatted(VARIANTS, variants.size());
      variants.add(
          each.isJsonObject()
              ? nested(place, each.getAsJsonObject(), Recipe.Variant.class, setup)
              : each);
    }
    return variants;
  }

  /** Moves a setup's members into an object of their own, over what it stands on. */
  private static JsonObject nested(String place, JsonObject flat, Class<?> outer, JsonObject base) {
    List<String> own = components(outer);
    List<String> inner = components(Setup.class);
    JsonObject made = new JsonObject();
    if (outer == Recipe.Variant.class) {
      made.add("time", JsonNull.INSTANCE);
      made.add("epochs", JsonNull.INSTANCE);
    }
    JsonObject changes = new JsonObject();
    for (Map.Entry<String, JsonElement> member : flat.entrySet()) {
      String key = member.getKey();
      if (own.contains(key) && !key.equals(SETUP)) {
        made.add(key, member.getValue());
      } else if (inner.contains(key)) {
        changes.add(key, member.getValue());
      } else {
        throw unknown(place, key, own, inner);
      }
    }
    made.add(SETUP, merged(base, changes));
    return made;
  }

  private static JsonException unknown(
      String place, String key, List<String> own, List<String> inner) {
    List<String> known =
        Stream.concat(own.stream(), inner.stream()).filter(each -> !each.equals(SETUP)).toList();
    String message =
        "%s%s: unknown; expected %s%s"
            .formatted(
                place,
                key,
                String.join(", ", known),
                Spelling.nearest(key, known).map(". Did you mean %s?"::formatted).orElse(""));
    return new JsonException(message, new IllegalArgumentException(message));
  }

  private static List<String> components(Class<?> record) {
    return Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** The base with what is changed of it. */
  private static JsonObject merged(JsonObject base, JsonObject changes) {
    JsonObject merged = base.deepCopy();
    changes
        .entrySet()
        .forEach(
            change -> {
              JsonElement before = merged.get(change.getKey());
              JsonElement now = change.getValue();
              boolean goesDeeper =
                  before != null
                      && before.isJsonObject()
                      && now.isJsonObject()
                      && !now.getAsJsonObject().has(KIND)
                      && !before.getAsJsonObject().has(KIND);
              merged.add(
                  change.getKey(),
                  goesDeeper ? merged(before.getAsJsonObject(), now.getAsJsonObject()) : now);
            });
    return merged;
  }

  /** As the file has it: without the object that it does not have. */
  private static String withoutSetup(String message) {
    return message.replaceFirst("^\\$[.:]? ?", "").replaceFirst("(^|\\.)setup[.:] ?", "$1");
  }

  static String text(Recipe recipe) {
    JsonObject tree = flat(RecordJson.tree(Recipe.class, recipe));
    JsonArray variants = new JsonArray();
    tree.remove(VARIANTS)
        .getAsJsonArray()
        .forEach(variant -> variants.add(flat(variant.getAsJsonObject())));
    tree.add(VARIANTS, variants);
    return RecordYaml.write(tree);
  }

  private static JsonObject flat(JsonObject tree) {
    JsonObject flat = new JsonObject();
    tree.entrySet()
        .forEach(
            member -> {
              if (member.getKey().equals(SETUP)) {
                member.getValue().getAsJsonObject().asMap().forEach(flat::add);
              } else {
                flat.add(member.getKey(), member.getValue());
              }
            });
    return flat;
  }
}

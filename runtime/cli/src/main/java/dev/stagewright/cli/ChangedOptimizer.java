package dev.stagewright.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.stagewright.json.JsonException;
import dev.stagewright.json.RecordJson;
import dev.stagewright.training.Optimizer;

/** A recipe's optimizer, some of whose values the command line replaces. */
final class ChangedOptimizer {

  private final JsonObject tree;

  ChangedOptimizer(Optimizer optimizer) {
    tree = RecordJson.tree(Optimizer.class, optimizer);
  }

  /**
   * Replaces a value.
   *
   * @param option that gives it, for the message
   * @param member its name in the optimizer or what belongs to it
   */
  void replace(String option, String member, JsonPrimitive value) {
    if (!replace(tree, member, value)) {
      throw CommandException.usage(
          "%s: has no effect with the recipe's optimizer, %s. Choose another by --optimizer"
              .formatted(option, tree.get("kind").getAsString()));
    }
  }

  private static boolean replace(JsonObject in, String member, JsonElement value) {
    if (in.has(member)) {
      in.add(member, value);
      return true;
    }
    return in.asMap().values().stream()
        .filter(JsonElement::isJsonObject)
        .anyMatch(inner -> replace(inner.getAsJsonObject(), member, value));
  }

  Optimizer make() {
    try {
      return RecordJson.read(Optimizer.class, tree.toString());
    } catch (JsonException e) {
      throw CommandException.usage(
          String.valueOf(e.getMessage()).replaceFirst("^\\$[.\\w]*: ", ""), e);
    }
  }
}

package dev.stagewright.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.stagewright.catalog.NetworkDescription;
import java.util.List;

/** Networks as JSON, for scripts. */
final class NetworkJson {

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setPrettyPrinting().create();

  private NetworkJson() {}

  /** Everything about a network but its source. */
  static String of(NetworkDescription network) {
    return GSON.toJson(tree(network));
  }

  /** A list of networks without their layers. */
  static String of(List<NetworkDescription> networks) {
    JsonArray list = new JsonArray();
    for (NetworkDescription network : networks) {
      JsonObject tree = tree(network);
      tree.remove("layers");
      list.add(tree);
    }
    return GSON.toJson(list);
  }

  private static JsonObject tree(NetworkDescription network) {
    JsonObject tree = GSON.toJsonTree(network).getAsJsonObject();
    JsonElement layers = tree.remove("layers");
    tree.remove("source");
    tree.remove("standalone");
    tree.addProperty("opensInDeeplearning4j", network.opensInDeeplearning4j());
    tree.add("needed", GSON.toJsonTree(network.needed()));
    tree.add("layers", layers);
    return tree;
  }
}

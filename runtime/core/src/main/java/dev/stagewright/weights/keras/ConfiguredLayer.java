package dev.stagewright.weights.keras;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A layer or model as Keras' configuration describes it.
 *
 * @param className its class, for example {@code Conv2D}
 * @param name its name
 * @param layers the layers of a model, in the order in which Keras saves them
 */
record ConfiguredLayer(String className, String name, List<ConfiguredLayer> layers) {

  /** Reads {@code config.json}; what is not about classes, names and layers is skipped. */
  static ConfiguredLayer parse(Path path, String json) {
    JsonReader reader = new JsonReader(new StringReader(json));
    try {
      return layer(reader);
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new WeightsException(
          "%s: its config.json cannot be read (%s). The file is damaged or was not written by Keras; save the model again with model.save"
              .formatted(path, JsonFault.inWords(e)),
          e);
    }
  }

  private static ConfiguredLayer layer(JsonReader reader) throws IOException {
    String className = "";
    String name = "";
    List<ConfiguredLayer> layers = List.of();
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "class_name" -> className = text(reader);
        case "config" -> {
          // Null for a few layers of old versions; those have no weights.
          if (reader.peek() == JsonToken.NULL) {
            reader.nextNull();
            continue;
          }
          reader.beginObject();
          while (reader.hasNext()) {
            switch (reader.nextName()) {
              case "name" -> name = text(reader);
              case "layers" -> layers = layers(reader);
              default -> reader.skipValue();
            }
          }
          reader.endObject();
        }
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new ConfiguredLayer(className, name, layers);
  }

  private static List<ConfiguredLayer> layers(JsonReader reader) throws IOException {
    List<ConfiguredLayer> layers = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      layers.add(layer(reader));
    }
    reader.endArray();
    return layers;
  }

  private static String text(JsonReader reader) throws IOException {
    if (reader.peek() != JsonToken.STRING) {
      throw new IllegalStateException(
          "found %s; expected text at path %s".formatted(reader.peek(), reader.getPath()));
    }
    return reader.nextString();
  }

  /** What Keras calls the group of a layer of this class, without the layer's turn. */
  String groupName() {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** The layers of one class, by what Keras calls their groups. */
  List<ConfiguredLayer> layersOf(String groupName) {
    return layers.stream().filter(layer -> layer.groupName().equals(groupName)).toList();
  }
}

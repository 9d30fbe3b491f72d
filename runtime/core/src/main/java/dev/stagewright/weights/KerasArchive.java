package dev.stagewright.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A {@code .keras} file, a zip archive.
 *
 * @param weights the bytes of its HDF5 file
 * @param layerNames the layers' names by their group in that HDF5 file, such as {@code
 *     layers/conv2d_1}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record KerasArchive(byte[] weights, Map<String, String> layerNames) {

  static final String WEIGHTS = "model.weights.h5";
  private static final String CONFIG = "config.json";

  static boolean matches(byte[] head) {
    return head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  static KerasArchive read(Path path) throws IOException {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      byte[] weights = entry(path, zip, WEIGHTS);
      String config = new String(entry(path, zip, CONFIG), StandardCharsets.UTF_8);
      return new KerasArchive(weights, layerNames(path, config));
    } catch (ZipException e) {
      throw new WeightsException(
          "%s is a damaged .keras archive (%s). Copy or download it again"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private static byte[] entry(Path path, ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new WeightsException(
          "%s is a zip archive without %s; expected a .keras file of Keras 3 or an HDF5 file"
              .formatted(path, name));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  /** Keras saves the layers in the order of the configuration and counts within each class. */
  private static Map<String, String> layerNames(Path path, String config) {
    Map<String, String> names = new HashMap<>();
    Map<String, Integer> turns = new HashMap<>();
    try {
      JsonObject model = JsonParser.parseString(config).getAsJsonObject().getAsJsonObject("config");
      for (JsonElement element : model.getAsJsonArray("layers")) {
        JsonObject layer = element.getAsJsonObject();
        String group = snakeCase(layer.get("class_name").getAsString());
        int turn = turns.merge(group, 1, Integer::sum) - 1;
        String name = layer.getAsJsonObject("config").get("name").getAsString();
        names.put("layers/" + (turn == 0 ? group : group + "_" + turn), name);
      }
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw new WeightsException(
          "%s: its %s does not list the model's layers; save the model again with model.save"
              .formatted(path, CONFIG),
          e);
    }
    return names;
  }

  private static String snakeCase(String className) {
    return className
        .replaceAll("\\W+", "")
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}

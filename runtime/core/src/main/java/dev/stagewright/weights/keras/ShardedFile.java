package dev.stagewright.weights.keras;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.stagewright.errors.Printable;
import dev.stagewright.files.hdf5.Hdf5Exception;
import dev.stagewright.files.hdf5.Hdf5File;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Weights that Keras 3 spread over several HDF5 files: {@code NAME.weights.json} says which group
 * of variables is in which of {@code NAME_00000.weights.h5}, {@code NAME_00001.weights.h5}, ...
 *
 * @param map the JSON file
 * @param files the shards' names by the paths of the groups in them
 */
record ShardedFile(Path map, Map<String, List<String>> files) {

  private static final Pattern SHARD = Pattern.compile("(.+)_\\d{5}\\.weights\\.h5");
  private static final long LONGEST_MAP = 4 << 20;
  private static final int MOST_SHARDS = 1000;

  /** Whether a file is named as Keras names shards. A checkpoint may be, too. */
  static boolean isNamedAsShard(Path path) {
    return SHARD.matcher(fileName(path)).matches();
  }

  static boolean isMap(Path path) {
    return fileName(path).endsWith(".json");
  }

  /** The file that a shard is of, or null if there is none that lists it. */
  static @Nullable ShardedFile of(Path shard) throws IOException {
    Matcher name = SHARD.matcher(fileName(shard));
    if (!name.matches()) {
      return null;
    }
    Path map = shard.resolveSibling(name.group(1) + ".weights.json");
    if (!Files.isRegularFile(map)) {
      return null;
    }
    ShardedFile file = read(map);
    return file.shards().contains(fileName(shard)) ? file : null;
  }

  private static String fileName(Path path) {
    return String.valueOf(path.getFileName());
  }

  static ShardedFile read(Path map) throws IOException {
    if (Files.size(map) > LONGEST_MAP) {
      throw new WeightsException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes; expected at most %d of a list of shards",
              map,
              Files.size(map),
              LONGEST_MAP));
    }
    String json = Files.readString(map);
    JsonReader reader = new JsonReader(new StringReader(json));
    Map<String, List<String>> files = new LinkedHashMap<>();
    try {
      reader.beginObject();
      while (reader.hasNext()) {
        if (reader.nextName().equals("weight_map")) {
          reader.beginObject();
          while (reader.hasNext()) {
            files.put(reader.nextName(), names(reader));
          }
          reader.endObject();
        } else {
          reader.skipValue();
        }
      }
      reader.endObject();
    } catch (IOException | IllegalStateException e) {
      throw new WeightsException(
          "%s cannot be read (%s); expected an object weight_map with the shards of each group, as Keras 3 writes NAME.weights.json"
              .formatted(map, JsonFault.inWords(e)),
          e);
    }
    return new ShardedFile(map, files).checked();
  }

  private static List<String> names(JsonReader reader) throws IOException {
    if (reader.peek() == JsonToken.STRING) {
      return List.of(reader.nextString());
    }
    List<String> names = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNext()) {
      names.add(reader.nextString());
    }
    reader.endArray();
    return names;
  }

  private ShardedFile checked() {
    Set<String> shards = shards();
    if (shards.isEmpty() || shards.size() > MOST_SHARDS) {
      throw new WeightsException(
          String.format(
              Locale.ROOT,
              "%s lists %d shards; expected an object weight_map with 1 to %d, as Keras 3 writes NAME.weights.json",
              map,
              shards.size(),
              MOST_SHARDS));
    }
    for (String shard : shards) {
      // A name, not a path: nothing outside of the folder is opened.
      if (!SHARD.matcher(shard).matches() || shard.contains("/") || shard.contains("\\")) {
        throw new WeightsException(
            "%s lists the shard %s; expected names as NAME_00000.weights.h5"
                .formatted(map, Printable.of(shard)));
      }
      if (!Files.isRegularFile(map.resolveSibling(shard))) {
        throw new WeightsException(
            "%s lists the shard %s, which is not beside it. Put all shards into one folder"
                .formatted(map, Printable.of(shard)));
      }
    }
    return this;
  }

  private Set<String> shards() {
    Set<String> shards = new LinkedHashSet<>();
    files.values().forEach(shards::addAll);
    return shards;
  }

  /** What all shards hold, which is checked to be what the map says. */
  List<StoredLayer> layers() throws IOException {
    VariablesReader reader = new VariablesReader(map, null);
    List<Hdf5File> open = new ArrayList<>();
    try {
      for (String shard : shards()) {
        try {
          Hdf5File file = Hdf5File.open(map.resolveSibling(shard));
          open.add(file);
          reader.add(file.root());
        } catch (Hdf5Exception e) {
          throw new WeightsException(map.resolveSibling(shard) + ": " + e.getMessage(), e);
        }
      }
      checkComplete(reader);
      return reader.layers();
    } finally {
      open.forEach(Hdf5File::close);
    }
  }

  private void checkComplete(VariablesReader reader) {
    files.forEach(
        (vars, shards) -> {
          String group = vars.replaceFirst("/vars$", "");
          if (!vars.startsWith("/optimizer") && !reader.has(group)) {
            throw new WeightsException(
                "%s says that %s is in %s, but it is not. The files are of different models; save the model again"
                    .formatted(map, Printable.of(vars), Printable.of(String.join(", ", shards))));
          }
        });
  }
}

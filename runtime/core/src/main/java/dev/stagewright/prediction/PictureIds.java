package dev.stagewright.prediction;

import dev.stagewright.data.LocatedPicture;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the pictures that a sample's ids mean: by their names, with or without folder and suffix.
 */
final class PictureIds {

  /** How many ids or pictures a message names. */
  private static final int NAMED = 5;

  private final String sample;

  private final Map<String, LocatedPicture> byPath = new LinkedHashMap<>();

  /** Paths by their ends, with and without suffix. */
  private final Map<String, Set<String>> byName = new HashMap<>();

  PictureIds(String sample, List<LocatedPicture> pictures) {
    this.sample = sample;
    for (LocatedPicture picture : pictures) {
      byPath.put(picture.path(), picture);
      String path = picture.path().replace(File.separatorChar, '/');
      for (int start = 0; start >= 0 && start < path.length(); start = next(path, start)) {
        String end = path.substring(start);
        byName.computeIfAbsent(end, name -> new LinkedHashSet<>()).add(picture.path());
        byName
            .computeIfAbsent(withoutSuffix(end), name -> new LinkedHashSet<>())
            .add(picture.path());
      }
    }
  }

  /** Where the next name of a path begins. */
  private static int next(String path, int start) {
    int slash = path.indexOf('/', start);
    return slash < 0 ? path.length() : slash + 1;
  }

  private static String withoutSuffix(String name) {
    int dot = name.lastIndexOf('.');
    return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
  }

  /**
   * The pictures in the order of ids.
   *
   * @throws PredictionException if an id has none or several, or a picture has no id; the message
   *     names them
   */
  Map<String, LocatedPicture> inOrderOf(List<String> ids) {
    Map<String, LocatedPicture> found = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String id : ids) {
      Set<String> named = named(id);
      if (named.size() > 1) {
        throw new PredictionException(
            "%s: the id \"%s\" fits several pictures: %s. Give one folder of pictures, or ids with folder and suffix"
                .formatted(sample, id, some(List.copyOf(named))));
      }
      named.forEach(path -> found.put(id, Objects.requireNonNull(byPath.get(path))));
      if (named.isEmpty()) {
        missing.add(id);
      }
    }
    if (!missing.isEmpty()) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "%s: %d of %d ids have no picture: %s. An id is a picture's name, with or without"
                  + " folder and suffix",
              sample,
              missing.size(),
              ids.size(),
              some(missing)));
    }
    Set<String> extra = new LinkedHashSet<>(byPath.keySet());
    found.values().forEach(picture -> extra.remove(picture.path()));
    if (!extra.isEmpty()) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "%s: has no id for %d of %d pictures: %s. Give the pictures of the sample alone",
              sample,
              extra.size(),
              byPath.size(),
              some(List.copyOf(extra))));
    }
    return found;
  }

  /** As the id is, else without its suffix, its folder, or both. */
  private Set<String> named(String id) {
    String name = id.substring(id.lastIndexOf('/') + 1);
    for (String key : List.of(id, withoutSuffix(id), name, withoutSuffix(name))) {
      Set<String> found = byName.getOrDefault(key, Set.of());
      if (!found.isEmpty()) {
        return found;
      }
    }
    return Set.of();
  }

  private static String some(List<String> names) {
    return names.stream().limit(NAMED).collect(Collectors.joining(", "))
        + (names.size() > NAMED ? ", ..." : "");
  }
}

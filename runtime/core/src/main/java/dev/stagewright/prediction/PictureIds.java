package dev.stagewright.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the pictures that a sample's ids mean: by their names, with or without folder and suffix.
 */
final class PictureIds {

  /** How many ids or pictures a message names. */
  private static final int NAMED = 5;

  private final String sample;

  /** Pictures by every end of their paths, with and without suffix. */
  private final Map<String, Set<Path>> byName = new HashMap<>();

  private final List<Path> pictures;

  PictureIds(String sample, List<Path> pictures) {
    this.sample = sample;
    this.pictures = pictures;
    for (Path picture : pictures) {
      Path path = picture.normalize();
      for (int first = 0; first < path.getNameCount(); first++) {
        String end = unix(path.subpath(first, path.getNameCount()));
        byName.computeIfAbsent(end, name -> new LinkedHashSet<>()).add(picture);
        byName.computeIfAbsent(withoutSuffix(end), name -> new LinkedHashSet<>()).add(picture);
      }
    }
  }

  private static String unix(Path path) {
    List<String> names = new ArrayList<>();
    path.forEach(name -> names.add(name.toString()));
    return String.join("/", names);
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
  Map<String, Path> inOrderOf(List<String> ids) {
    Map<String, Path> found = new LinkedHashMap<>();
    List<String> missing = new ArrayList<>();
    for (String id : ids) {
      Set<Path> named = named(id);
      if (named.size() > 1) {
        throw new PredictionException(
            "%s: the id \"%s\" fits several pictures: %s. Give one folder of pictures, or ids with folder and suffix"
                .formatted(sample, id, some(named.stream().map(Path::toString).toList())));
      }
      named.forEach(picture -> found.put(id, picture));
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
    Set<Path> used = new HashSet<>(found.values());
    List<String> extra =
        pictures.stream().filter(each -> !used.contains(each)).map(Path::toString).toList();
    if (!extra.isEmpty()) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "%s: has no id for %d of %d pictures: %s. Give the pictures of the sample alone",
              sample,
              extra.size(),
              pictures.size(),
              some(extra)));
    }
    return found;
  }

  /** As the id is, else without its suffix, its folder, or both. */
  private Set<Path> named(String id) {
    String name = id.substring(id.lastIndexOf('/') + 1);
    for (String key : List.of(id, withoutSuffix(id), name, withoutSuffix(name))) {
      Set<Path> found = byName.getOrDefault(key, Set.of());
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

package dev.stagewright.data;

import dev.stagewright.storage.StoredFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pictures that a table names: by path, by the end of a path, with a suffix or without.
 */
final class PictureNames {

  private final List<StoredFile> files;
  private final Map<String, StoredFile> byPath = new HashMap<>();
  private final Map<String, List<StoredFile>> byFileName = new HashMap<>();
  private final String suffix;

  /**
   * Takes the pictures that there are.
   *
   * @param suffix what ids lack; empty to take the one that all pictures have
   */
  PictureNames(List<StoredFile> files, String suffix) {
    this.files = files;
    for (StoredFile file : files) {
      byPath.put(file.path(), file);
      byFileName.computeIfAbsent(file.fileName(), name -> new ArrayList<>()).add(file);
    }
    this.suffix = suffix.isEmpty() ? commonSuffix(files) : suffix;
  }

  private static String commonSuffix(List<StoredFile> files) {
    var suffixes =
        files.stream()
            .map(file -> file.fileName().substring(Math.max(0, file.fileName().lastIndexOf('.'))))
            .collect(Collectors.toSet());
    String only = suffixes.size() == 1 ? suffixes.iterator().next() : "";
    return only.startsWith(".") ? only : "";
  }

  /** The picture that a field names; null if there is none, or more than one. */
  @Nullable StoredFile find(String field) {
    String path = field.replace('\\', '/').replaceFirst("^(\\./)+", "");
    for (String whole : List.of(path, path + suffix)) {
      StoredFile exact = byPath.get(whole);
      StoredFile found = exact == null ? endingIn(whole) : exact;
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** The only picture whose path ends so; null if there is none, or more than one. */
  private @Nullable StoredFile endingIn(String path) {
    List<StoredFile> found =
        byFileName.getOrDefault(path.substring(path.lastIndexOf('/') + 1), List.of()).stream()
            .filter(file -> file.path().endsWith("/" + path))
            .toList();
    return found.size() == 1 ? found.get(0) : null;
  }

  /** A picture's path, to show how they look. */
  String example() {
    return files.get(0).path();
  }

  int count() {
    return files.size();
  }
}

package dev.stagewright.storage;

import dev.stagewright.errors.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A folder inside an archive, made of the paths of its entries. */
final class ArchiveFolder implements StoredFolder {

  private final String folderName;
  private final String name;
  private final Map<String, ArchiveFolder> folders = new TreeMap<>();
  private final Map<String, StoredFile> files = new TreeMap<>();

  private ArchiveFolder(String folderName, String name) {
    this.folderName = folderName;
    this.name = name;
  }

  /** Puts files into the folders that their paths name. */
  static ArchiveFolder of(Path archive, Collection<? extends StoredFile> files) {
    ArchiveFolder root = new ArchiveFolder(String.valueOf(archive.getFileName()), archive + "");
    Set<String> seen = new HashSet<>();
    for (StoredFile file : files) {
      check(archive, file.path());
      if (!seen.add(file.path())) {
        throw new StorageException(
            "%s: found two files named %s; expected each path once. Write the archive again"
                .formatted(archive, Printable.of(file.path())));
      }
      root.add(file);
    }
    return root;
  }

  private static void check(Path archive, String path) {
    for (String part : path.split("/", -1)) {
      if (part.isEmpty() || part.equals("..") || part.equals(".") || path.contains("\\")) {
        throw new StorageException(
            "%s: found a file named \"%s\"; expected relative paths with / between names, without .. among them. Write the archive again"
                .formatted(archive, Printable.of(path)));
      }
    }
  }

  private void add(StoredFile file) {
    ArchiveFolder folder = this;
    String[] parts = file.path().split("/", -1);
    for (int i = 0; i < parts.length - 1; i++) {
      String around = folder.name + (folder == this ? "!/" : "/");
      folder =
          folder.folders.computeIfAbsent(
              parts[i], part -> new ArchiveFolder(part, around + Printable.of(part)));
    }
    folder.files.put(file.fileName(), file);
  }

  @Override
  public String folderName() {
    return folderName;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable Path onDisk() {
    return null;
  }

  @Override
  public List<StoredFolder> folders() {
    return new ArrayList<>(folders.values());
  }

  @Override
  public List<StoredFile> files() {
    return new ArrayList<>(files.values());
  }
}

package dev.stagewright.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder on disk.
 *
 * @param onDisk the folder
 * @param path relative to the root; empty for the root itself
 */
record DiskFolder(Path onDisk, String path) implements StoredFolder {

  @Override
  public String folderName() {
    return String.valueOf(onDisk.getFileName());
  }

  @Override
  public String name() {
    return onDisk.toString();
  }

  @Override
  public List<StoredFolder> folders() {
    return children()
        .filter(Files::isDirectory)
        .<StoredFolder>map(child -> new DiskFolder(child, below(child)))
        .toList();
  }

  @Override
  public List<StoredFile> files() {
    return children()
        .filter(child -> !Files.isDirectory(child))
        .<StoredFile>map(child -> new DiskFile(below(child), child))
        .toList();
  }

  private String below(Path child) {
    String name = child.getFileName().toString();
    return path.isEmpty() ? name : path + "/" + name;
  }

  private Stream<Path> children() {
    try (Stream<Path> children = Files.list(onDisk)) {
      return children.sorted().toList().stream();
    } catch (IOException | UncheckedIOException e) {
      throw new StorageException(onDisk + ": cannot be listed: " + e, e);
    }
  }
}

package dev.stagewright.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What an output's path leads to once its symbolic links are followed.
 *
 * @param path for a file, without links; it need not exist, but its folder does
 * @param isStream whether it is a FIFO or a character device instead of a file
 */
record OutputTarget(Path path, boolean isStream) {

  /** As many as Linux follows. */
  private static final int MAX_LINKS = 40;

  /** File types in {@code st_mode}, after inode(7). */
  private static final int TYPE = 0170000;

  private static final int FIFO = 0010000;
  private static final int CHARACTER_DEVICE = 0020000;

  static OutputTarget of(Path path) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return file(follow(path));
    }
    if (attributes.isDirectory()) {
      throw new OutputException(path + ": is a folder; expected a file");
    }
    if (!Files.isWritable(path)) {
      throw fault(path, "it is write-protected. Name another file, or allow writing");
    }
    if (!attributes.isOther()) {
      return file(path.toRealPath());
    }
    int type = (Integer) Files.getAttribute(path, "unix:mode") & TYPE;
    if (type != FIFO && type != CHARACTER_DEVICE) {
      throw new OutputException(
          path + ": is a block device or a socket; expected a file, a FIFO or a character device");
    }
    return new OutputTarget(path, true);
  }

  private static OutputTarget file(Path path) throws IOException {
    if (!Files.isWritable(path.resolveSibling(""))) {
      throw fault(
          path,
          "its folder is write-protected, and a file is replaced by one written beside it. Name a file in another folder, or allow writing");
    }
    return new OutputTarget(path, false);
  }

  /** Where a file would appear if the path, which may be a dangling link, were written. */
  private static Path follow(Path path) throws IOException {
    Path place = path.toAbsolutePath();
    for (int links = 0; links <= MAX_LINKS; links++) {
      place = realFolder(place).resolve(place.getFileName());
      if (!Files.isSymbolicLink(place)) {
        return place;
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    throw fault(path, "too many levels of symbolic links");
  }

  private static Path realFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw fault(file, "the folder " + folder + " does not exist");
    }
    return folder.toRealPath();
  }

  private static FileSystemException fault(Path file, String reason) {
    return new FileSystemException(file.toString(), null, reason);
  }
}

package dev.stagewright.data;

import dev.stagewright.pictures.PictureDecoder;
import dev.stagewright.pictures.PictureFormat;
import dev.stagewright.storage.Storage;
import dev.stagewright.storage.StoredFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells pictures from other files. */
public final class PictureFiles {

  private PictureFiles() {}

  /**
   * Lists the pictures of a folder and of the folders inside. Those whose names start with a dot
   * are left out, and so are files that {@link ImageFolder} leaves out.
   *
   * @param folder to go through
   * @return at least one file, in alphabetical order
   * @throws DataException if it is not a folder, cannot be listed or has no pictures
   */
  public static List<Path> in(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder + ": is not a folder; expected one with pictures");
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(file -> isSeen(folder, file) && isPicture(file)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(folder + ": cannot be listed: " + e, e);
    }
    if (files.isEmpty()) {
      throw new DataException(
          "%s: found no picture; expected %s files".formatted(folder, PictureFormat.all()));
    }
    return files;
  }

  private static boolean isSeen(Path folder, Path file) {
    for (Path name : folder.relativize(file)) {
      if (isHidden(name)) {
        return false;
      }
    }
    return !Files.isDirectory(file);
  }

  static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  /** By its suffix; without one, by its first bytes. */
  static boolean isPicture(Path file) {
    return isPicture(Storage.file(file));
  }

  /** By its suffix; without one, by its first bytes. */
  static boolean isPicture(StoredFile file) {
    if (suffix(file.fileName()) != null) {
      return PictureFormat.isNamed(file.fileName());
    }
    try {
      Path onDisk = file.onDisk();
      return onDisk == null
          ? PictureDecoder.isPicture(file.bytes())
          : PictureDecoder.isPicture(onDisk);
    } catch (IOException e) {
      throw new DataException(file.name() + ": cannot be read: " + e, e);
    }
  }

  /** What a name ends with, from its last dot on, in lower case; null without a dot. */
  static @Nullable String suffix(String name) {
    int dot = name.lastIndexOf('.');
    return dot < 0 || dot == name.length() - 1
        ? null
        : name.substring(dot).toLowerCase(Locale.ROOT);
  }
}

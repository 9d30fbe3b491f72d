package dev.stagewright.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A folder, on disk or inside an archive. */
public interface StoredFolder {

  /**
   * The folder's own name.
   *
   * @return without the folders around it
   */
  String folderName();

  /**
   * The folder for messages.
   *
   * @return with what is around it
   */
  String name();

  /**
   * The folder itself where it is not in an archive.
   *
   * @return a folder on disk, or null
   */
  @Nullable Path onDisk();

  /**
   * The folders inside.
   *
   * @return in alphabetical order
   * @throws StorageException if they cannot be listed
   */
  List<StoredFolder> folders();

  /**
   * The files inside, not those of folders inside.
   *
   * @return in alphabetical order
   * @throws StorageException if they cannot be listed
   */
  List<StoredFile> files();

  /**
   * All files, also those of folders inside. What starts with a dot is left out, file or folder.
   *
   * @return first the folder's own, then those of each folder inside
   * @throws StorageException if they cannot be listed
   */
  default List<StoredFile> allFiles() {
    List<StoredFile> all = new ArrayList<>();
    files().stream().filter(file -> !file.fileName().startsWith(".")).forEach(all::add);
    folders().stream()
        .filter(folder -> !folder.folderName().startsWith("."))
        .forEach(folder -> all.addAll(folder.allFiles()));
    return all;
  }
}

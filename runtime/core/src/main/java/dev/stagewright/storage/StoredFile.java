package dev.stagewright.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file, on disk or inside an archive. May be read by several threads at once. */
public interface StoredFile {

  /** The most bytes that are read of one file. */
  int MOST_BYTES = 1 << 30;

  /**
   * What tells the file from all others below the same root.
   *
   * @return its path relative to the root, with {@code /} between names on every system
   */
  String path();

  /**
   * The file for messages.
   *
   * @return with its folder or archive, safe for a terminal
   */
  String name();

  /**
   * The file itself where it is not in an archive.
   *
   * @return a file on disk, or null
   */
  @Nullable Path onDisk();

  /**
   * The file's size.
   *
   * @return bytes
   * @throws IOException if it cannot be told
   */
  long size() throws IOException;

  /**
   * Reads the whole file.
   *
   * @return its bytes; what an archive says of their number and checksum has been compared
   * @throws IOException if it cannot be read, is damaged, or has more than {@link #MOST_BYTES}
   */
  byte[] bytes() throws IOException;

  /**
   * The file's own name.
   *
   * @return what is behind the path's last {@code /}
   */
  default String fileName() {
    return path().substring(path().lastIndexOf('/') + 1);
  }
}

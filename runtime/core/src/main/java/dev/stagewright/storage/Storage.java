package dev.stagewright.storage;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Opens folders and archives: zip, tar and gzipped tar, told apart by their first bytes. Archives
 * stay open until the process ends. Files are read from a zip or tar archive in place and in any
 * order; a gzipped tar is first expanded into a temporary file.
 */
public final class Storage {

  /** Where a tar header says that it is one. */
  private static final int USTAR_AT = 257;

  private static final String USTAR = "ustar";
  private static final int HEADER = 512;

  /** What a file is, by its start. */
  private enum Kind {
    ZIP,
    TAR,
    GZIPPED_TAR,
    OTHER
  }

  private Storage() {}

  /**
   * Whether a path leads to something that {@link #open} opens, by the first bytes of a file.
   *
   * @param path a folder, a file or nothing
   * @return whether it is a folder or an archive
   * @throws StorageException if the file cannot be read
   */
  public static boolean isStorage(Path path) {
    return Files.isDirectory(path) || (Files.isRegularFile(path) && kind(path) != Kind.OTHER);
  }

  /**
   * Opens a folder or an archive.
   *
   * @param path a folder, or a zip, tar or gzipped tar archive
   * @return its files and folders
   * @throws StorageException if it is neither, or an archive is damaged
   */
  public static StoredFolder open(Path path) {
    if (Files.isDirectory(path)) {
      return new DiskFolder(path, "");
    }
    if (!Files.exists(path)) {
      throw new StorageException(path + ": does not exist; expected a folder or an archive");
    }
    try {
      return switch (kind(path)) {
        case ZIP -> ZipStorage.open(path);
        case TAR -> TarStorage.open(path);
        case GZIPPED_TAR -> TarStorage.openGzipped(path);
        case OTHER ->
            throw new StorageException(
                path + ": is not a folder; expected one, or a zip, tar or tar.gz archive");
      };
    } catch (EOFException e) {
      throw new StorageException(path + ": is truncated; copy or download it again", e);
    } catch (ZipException e) {
      throw new StorageException(
          "%s: is a damaged or truncated archive (%s); copy or download it again"
              .formatted(path, e.getMessage()),
          e);
    } catch (IOException | IllegalArgumentException e) { // the latter from tar headers
      throw new StorageException(
          "%s: cannot be read as an archive: %s".formatted(path, e.getMessage()), e);
    }
  }

  /**
   * A file on disk that is no part of a folder.
   *
   * @param file the file
   * @return named and identified by its own path
   */
  public static StoredFile file(Path file) {
    return new DiskFile(file.toString().replace(File.separatorChar, '/'), file);
  }

  private static Kind kind(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(HEADER);
      if (startsWith(start, "PK\3\4") || startsWith(start, "PK\5\6")) {
        return Kind.ZIP;
      }
      return startsWith(start, "\u001f\u008b")
          ? gzipped(file)
          : isTar(start) ? Kind.TAR : Kind.OTHER;
    } catch (IOException e) {
      throw new StorageException(file + ": cannot be read: " + e, e);
    }
  }

  /** A gzipped file may also be one of IDX. */
  private static Kind gzipped(Path file) {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return isTar(in.readNBytes(HEADER)) ? Kind.GZIPPED_TAR : Kind.OTHER;
    } catch (IOException e) {
      return Kind.OTHER; // whoever reads it as what it is named tells more
    }
  }

  private static boolean isTar(byte[] start) {
    return start.length == HEADER
        && new String(start, USTAR_AT, USTAR.length(), StandardCharsets.ISO_8859_1).equals(USTAR);
  }

  private static boolean startsWith(byte[] bytes, String latin1) {
    byte[] expected = latin1.getBytes(StandardCharsets.ISO_8859_1);
    return bytes.length >= expected.length
        && Arrays.equals(bytes, 0, expected.length, expected, 0, expected.length);
  }
}

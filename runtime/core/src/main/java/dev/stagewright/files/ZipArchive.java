package dev.stagewright.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip archive whose contents are checked while they are read: every entry's length and CRC-32
 * against the archive's index, which {@link ZipFile} does not do. No name occurs twice.
 */
public final class ZipArchive implements Closeable {

  private static final int ENTRIES = 10_000;

  /** Deflate cannot do better: 258 bytes from 2 bits. */
  private static final long DEFLATE_RATIO = 1032;

  private final ZipFile zip;

  private ZipArchive(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * Opens an archive and checks its index.
   *
   * @param file the archive
   * @return the open archive
   * @throws ZipException if it is not a zip archive, is truncated, or its index is inconsistent
   * @throws IOException if it cannot be read
   */
  public static ZipArchive open(Path file) throws IOException {
    return open(file, ENTRIES);
  }

  /**
   * Opens an archive of many entries and checks its index.
   *
   * @param file the archive
   * @param most the most entries to accept
   * @return the open archive
   * @throws ZipException if it is not a zip archive, is truncated, or its index is inconsistent
   * @throws IOException if it cannot be read
   */
  public static ZipArchive open(Path file, int most) throws IOException {
    ZipFile zip = new ZipFile(file.toFile());
    try {
      checkIndex(zip, most);
      return new ZipArchive(zip);
    } catch (IllegalArgumentException e) { // what Java throws where a name is not UTF-8
      zip.close();
      ZipException damaged = new ZipException("an entry's name is damaged: " + e.getMessage());
      damaged.initCause(e);
      throw damaged;
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static void checkIndex(ZipFile zip, int most) throws ZipException {
    if (zip.size() > most) {
      throw new ZipException(
          String.format(Locale.ROOT, "it has %d entries; expected at most %d", zip.size(), most));
    }
    Set<String> names = new HashSet<>();
    var entries = zip.entries();
    while (entries.hasMoreElements()) {
      String name = entries.nextElement().getName();
      if (!names.add(name)) {
        throw new ZipException("two entries are named " + name);
      }
    }
  }

  /** The names of all entries, in the archive's order. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    zip.stream().forEach(entry -> names.add(entry.getName()));
    return names;
  }

  /**
   * Whether the archive has an entry.
   *
   * @param name the entry's
   */
  public boolean has(String name) {
    return zip.getEntry(name) != null;
  }

  /**
   * How many bytes an entry has once expanded, as the index says.
   *
   * @param name of an entry that is there
   */
  public long size(String name) throws IOException {
    return entry(name).getSize();
  }

  /**
   * Reads an entry as a stream. The stream fails where the entry is longer than the index says, and
   * at its end where length or CRC-32 differ; so a reader must go on until the end is reached.
   *
   * @param name of an entry that is there
   * @return the expanded bytes; to be closed
   * @throws ZipException if there is no such entry or its data are inconsistent
   */
  public InputStream stream(String name) throws IOException {
    ZipEntry entry = entry(name);
    return new CheckedEntry(zip.getInputStream(entry), entry);
  }

  /**
   * Reads a whole entry.
   *
   * @param name of an entry that is there
   * @param limit the most bytes to accept
   * @return the expanded bytes
   * @throws ZipException if it has more bytes, or its data are inconsistent
   */
  public byte[] bytes(String name, long limit) throws IOException {
    long size = size(name);
    if (size > limit) {
      throw new ZipException(
          String.format(
              Locale.ROOT,
              "the entry %s expands to %d bytes; expected at most %d",
              name,
              size,
              limit));
    }
    byte[] bytes = new byte[Math.toIntExact(size)];
    try (InputStream in = stream(name)) {
      in.readNBytes(bytes, 0, bytes.length);
      in.read(); // the end, where length and CRC-32 are compared
    }
    return bytes;
  }

  private ZipEntry entry(String name) throws ZipException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new ZipException("there is no entry " + name);
    }
    long size = entry.getSize();
    long stored = entry.getCompressedSize();
    boolean possible =
        entry.getMethod() == ZipEntry.STORED ? size == stored : size <= stored * DEFLATE_RATIO;
    if (size < 0 || stored < 0 || !possible) {
      throw new ZipException(
          String.format(
              Locale.ROOT,
              "the entry %s is damaged: %d bytes cannot expand to %d",
              name,
              stored,
              size));
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}

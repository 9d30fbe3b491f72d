package dev.stagewright.storage;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.ZipArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files in a zip archive. It stays open, and entries are expanded where they are read, by any
 * number of threads at once.
 */
final class ZipStorage {

  /** A competition's largest archives have a few million. */
  private static final int MOST_ENTRIES = 20_000_000;

  /** One of the files. */
  private record Entry(Path archive, ZipArchive zip, String path) implements StoredFile {
    @Override
    public String name() {
      return archive + "!/" + Printable.of(path);
    }

    @Override
    public @Nullable Path onDisk() {
      return null;
    }

    @Override
    public long size() throws IOException {
      return zip.size(path);
    }

    @Override
    public byte[] bytes() throws IOException {
      return zip.bytes(path, MOST_BYTES);
    }
  }

  private ZipStorage() {}

  static StoredFolder open(Path archive) throws IOException {
    ZipArchive zip = ZipArchive.open(archive, MOST_ENTRIES);
    List<Entry> files =
        zip.names().stream()
            .filter(name -> !name.endsWith("/"))
            .map(name -> new Entry(archive, zip, name))
            .toList();
    return ArchiveFolder.of(archive, files);
  }
}

package dev.stagewright.storage;

import dev.stagewright.errors.Printable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.jspecify.annotations.Nullable;

/**
 * Files in a tar archive, whose places are found once; then they are read from there by any number
 * of threads at once. A gzipped archive has no places to go to: it is expanded into a temporary
 * file ({@code -Djava.io.tmpdir}) that is gone when the process ends.
 */
final class TarStorage {

  private static final int BUFFER = 1 << 16;

  /** One of the files. */
  private record Entry(Path archive, FileChannel tar, String path, long start, long size)
      implements StoredFile {
    @Override
    public String name() {
      return archive + "!/" + Printable.of(path);
    }

    @Override
    public @Nullable Path onDisk() {
      return null;
    }

    @Override
    public byte[] bytes() throws IOException {
      if (size > MOST_BYTES) {
        throw new IOException(
            String.format(Locale.ROOT, "it has more than %d bytes, the most allowed", MOST_BYTES));
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      while (bytes.hasRemaining()) {
        if (tar.read(bytes, start + bytes.position()) < 0) {
          throw new EOFException("the archive " + archive + " is truncated; copy it again");
        }
      }
      return bytes.array();
    }
  }

  private TarStorage() {}

  static StoredFolder open(Path archive) throws IOException {
    return index(archive, FileChannel.open(archive));
  }

  static StoredFolder openGzipped(Path archive) throws IOException {
    FileChannel tar = TemporaryFile.open();
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(archive), BUFFER)) {
      TemporaryFile.fill(tar, packed);
      return index(archive, tar);
    } catch (IOException | RuntimeException e) {
      tar.close();
      throw e;
    }
  }

  /** The index closes nothing: files are read through the channel as long as the process lives. */
  @SuppressWarnings("resource")
  private static StoredFolder index(Path archive, FileChannel tar) throws IOException {
    tar.position(0);
    TarFile index = new TarFile(tar, 512, 512, StandardCharsets.UTF_8.name(), false);
    List<Entry> files = new ArrayList<>();
    for (TarArchiveEntry entry : index.getEntries()) {
      if (entry.isDirectory() || entry.isGlobalPaxHeader()) {
        continue;
      }
      String path = entry.getName().replaceFirst("^(\\./)+", "");
      if (!entry.isFile() || entry.isSparse() || entry.isLink() || entry.isSymbolicLink()) {
        throw new StorageException(
            "%s: found %s, which is a link or another special file; expected plain files only. Write the archive again with tar --dereference --hard-dereference"
                .formatted(archive, Printable.of(path)));
      }
      files.add(new Entry(archive, tar, path, entry.getDataOffset(), entry.getSize()));
    }
    return ArchiveFolder.of(archive, files);
  }
}

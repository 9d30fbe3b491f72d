package dev.stagewright.storage;

import dev.stagewright.errors.Printable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A file on disk. */
record DiskFile(String path, Path onDisk) implements StoredFile {

  @Override
  public String name() {
    return Printable.of(onDisk.toString());
  }

  @Override
  public long size() throws IOException {
    return Files.size(onDisk);
  }

  @Override
  public byte[] bytes() throws IOException {
    if (Files.size(onDisk) > MOST_BYTES) {
      throw new IOException(
          String.format(Locale.ROOT, "it has more than %d bytes, the most allowed", MOST_BYTES));
    }
    return Files.readAllBytes(onDisk);
  }
}

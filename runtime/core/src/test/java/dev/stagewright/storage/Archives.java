package dev.stagewright.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Writes archives for tests. Every file holds a PGM of one pixel: how long its own name is. */
public final class Archives {

  private Archives() {}

  /** A zip, tar or tar.gz archive, by the end of its name. */
  public static Path write(Path archive, String... files) throws IOException {
    try (OutputStream out = Files.newOutputStream(archive)) {
      if (archive.toString().endsWith(".zip")) {
        zip(out, files);
      } else if (archive.toString().endsWith(".gz")) {
        try (OutputStream packed = new GZIPOutputStream(out)) {
          tar(packed, files);
        }
      } else {
        tar(out, files);
      }
    }
    return archive;
  }

  /** What a file holds. */
  public static byte[] content(String name) {
    return ("P2 1 1 255\n" + name.length()).getBytes(StandardCharsets.US_ASCII);
  }

  private static void zip(OutputStream out, String... files) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String file : files) {
        zip.putNextEntry(new ZipEntry(file));
        zip.write(content(file));
      }
    }
  }

  private static void tar(OutputStream out, String... files) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (String file : files) {
        TarArchiveEntry entry = new TarArchiveEntry(file);
        entry.setSize(content(file).length);
        tar.putArchiveEntry(entry);
        tar.write(content(file));
        tar.closeArchiveEntry();
      }
    }
  }
}

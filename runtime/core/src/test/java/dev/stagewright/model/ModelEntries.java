package dev.stagewright.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A model file's entries, to be changed and written as an archive that is in order itself. */
final class ModelEntries {

  private final Map<String, byte[]> entries = new LinkedHashMap<>();

  static ModelEntries of(Path model) throws IOException {
    ModelEntries read = new ModelEntries();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        read.entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return read;
  }

  byte[] bytes(String entry) {
    return Objects.requireNonNull(entries.get(entry), entry).clone();
  }

  ModelEntries with(String entry, byte[] bytes) {
    entries.put(entry, bytes);
    return this;
  }

  ModelEntries without(String entry) {
    entries.remove(entry);
    return this;
  }

  ModelEntries edit(String entry, UnaryOperator<String> change) {
    String text = new String(bytes(entry), UTF_8);
    String changed = change.apply(text);
    if (changed.equals(text)) {
      throw new AssertionError("nothing to change in " + text);
    }
    return with(entry, changed.getBytes(UTF_8));
  }

  ModelEntries replace(String entry, String from, String to) {
    return edit(entry, text -> text.replace(from, to));
  }

  /** Writes them uncompressed, as our own files. */
  Path write(Path target) throws IOException {
    return write(target, Deflater.NO_COMPRESSION);
  }

  Path deflate(Path target) throws IOException {
    return write(target, Deflater.BEST_SPEED);
  }

  private Path write(Path target, int level) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target))) {
      zip.setLevel(level);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return target;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelEntries model
        && entries.keySet().equals(model.entries.keySet())
        && entries.entrySet().stream()
            .allMatch(entry -> Arrays.equals(entry.getValue(), model.bytes(entry.getKey())));
  }

  @Override
  public int hashCode() {
    return entries.keySet().hashCode();
  }
}

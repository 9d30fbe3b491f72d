package dev.stagewright.model;

import dev.stagewright.errors.Brief;
import dev.stagewright.files.ZipArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipException;
import org.deeplearning4j.util.ModelSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the zip archive of a model, and checks which entries it has and how they expand. */
final class ModelArchive {

  static final String EXPECTED = "expected a model saved by Stagewright";

  private static final Logger log = LoggerFactory.getLogger(ModelArchive.class);

  private static final List<String> NEEDED =
      List.of(ModelSerializer.CONFIGURATION_JSON, ModelSerializer.COEFFICIENTS_BIN);

  private static final Set<String> READ =
      Set.of(
          ModelHeader.ENTRY,
          ModelSerializer.CONFIGURATION_JSON,
          ModelSerializer.COEFFICIENTS_BIN,
          ModelSerializer.UPDATER_BIN);

  /**
   * Entries together may have so many times the file's bytes, and {@link #SMALL} more. Parameters
   * hardly compress; the state of an updater that has not run yet, up to three values a parameter,
   * compresses to almost nothing.
   */
  private static final long EXPANSION = 8;

  private static final long SMALL = 64 << 20;

  private ModelArchive() {}

  /**
   * Opens a model.
   *
   * @throws IOException if it is damaged or cannot be read
   * @throws ModelException if it is something else
   */
  static ZipArchive open(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      if (start.length < 2 || start[0] != 'P' || start[1] != 'K') {
        throw new ModelException(
            String.format(
                Locale.ROOT,
                "found %d bytes that are not a zip archive; %s",
                Files.size(file),
                EXPECTED));
      }
    }
    ZipArchive zip = openZip(file);
    try {
      checkEntries(zip, Files.size(file));
      return zip;
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private static ZipArchive openZip(Path file) throws IOException {
    try {
      return ZipArchive.open(file);
    } catch (ZipException e) {
      throw new IOException(
          "found a zip archive that is truncated or damaged (%s)".formatted(e.getMessage()), e);
    }
  }

  private static void checkEntries(ZipArchive zip, long fileBytes) throws IOException {
    for (String entry : NEEDED) {
      if (!zip.has(entry)) {
        throw new ModelException("found a zip archive without %s; %s".formatted(entry, EXPECTED));
      }
    }
    long expanded = 0;
    for (String entry : zip.names()) {
      if (READ.contains(entry) || MemoryEntries.isOne(entry)) {
        expanded += zip.size(entry);
      } else {
        checkOther(entry, zip.has(ModelHeader.ENTRY));
      }
    }
    if (expanded > EXPANSION * fileBytes + SMALL) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "its entries expand to %d bytes, from a file of %d",
              expanded,
              fileBytes));
    }
  }

  private static void checkOther(String entry, boolean isOurs) {
    if (entry.equals(ModelSerializer.PREPROCESSOR_BIN)) {
      throw new ModelException(
          "found the entry %s, a serialized Java object, which could run any code when it is read. Remove it (zip -d FILE %s) and do what it did to the images otherwise"
              .formatted(entry, entry));
    }
    boolean isDl4j =
        entry.equals(ModelSerializer.NORMALIZER_BIN)
            || entry.equals(ModelSerializer.NO_PARAMS_MARKER)
            || entry.startsWith("objects/");
    boolean isArchivers = entry.endsWith("/") || entry.startsWith("__MACOSX/");
    if (isOurs && !isDl4j && !isArchivers) { // perhaps a damaged name, whose entry is then missed
      throw new ModelException(
          "found the entry %s, which is not known. Remove it (zip -d FILE %s), or load the model with a newer version"
              .formatted(Brief.of(entry), Brief.of(entry)));
    }
    log.warn("The entry {} of a model is not read", Brief.of(entry));
  }
}

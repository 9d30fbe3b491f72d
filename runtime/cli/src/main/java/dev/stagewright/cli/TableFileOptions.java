package dev.stagewright.cli;

import dev.stagewright.data.TableColumns;
import dev.stagewright.storage.StoredFile;
import dev.stagewright.storage.StoredFolder;
import dev.stagewright.tables.Table;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A table beside pictures, and which of its columns names them. */
final class TableFileOptions {

  static final String TABLE = "--table";

  @Option(
      names = TABLE,
      paramLabel = "FILE",
      description =
          "A CSV or TSV file with a row for each picture, on disk or in the pictures' archive."
              + " Columns are guessed where only one can be meant.")
  private @Nullable Path table;

  @Option(
      names = "--path-column",
      paramLabel = "NAME",
      description = "The column of pictures' paths, file names or ids.")
  private @Nullable String pathColumn;

  @Option(
      names = "--suffix",
      paramLabel = ".jpg",
      defaultValue = "",
      description = "What to append to ids to get file names.")
  private String suffix = "";

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "The encoding of a table without a byte order mark, for example windows-1252 (default:"
              + " UTF-8).")
  private @Nullable String encoding;

  @Mixin private final GivenOptions given = new GivenOptions();

  boolean has() {
    return table != null;
  }

  /** Refuses the options of a table that is not there. */
  void requireTable() {
    given.refuse("without --table", "--path-column", "--suffix", "--encoding");
  }

  /** What names the pictures. */
  TableColumns columns() {
    TableColumns columns = TableColumns.GUESSED.withSuffix(suffix);
    return pathColumn == null ? columns : columns.withPath(pathColumn);
  }

  /** The table of --table. */
  Table read(StoredFolder images) {
    return read(Objects.requireNonNull(table), images);
  }

  /** A table on disk, or else in the pictures' archive, where competitions have it, too. */
  Table read(Path file, StoredFolder images) {
    if (!Files.exists(file) && images.onDisk() == null) {
      String path = file.toString().replace(File.separatorChar, '/');
      for (StoredFile each : images.allFiles()) {
        if (each.path().equals(path)) {
          return read(each);
        }
      }
    }
    return Table.read(file, charset());
  }

  private Table read(StoredFile file) {
    try {
      return Table.of(file.name(), file.bytes(), charset());
    } catch (IOException e) {
      throw CommandException.failure(file.name() + ": cannot be read: " + e, e);
    }
  }

  private @Nullable Charset charset() {
    try {
      return encoding == null ? null : Charset.forName(encoding);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw CommandException.usage(
          "--encoding: found \"%s\"; expected a name such as UTF-8, UTF-16, windows-1252 or Shift_JIS"
              .formatted(encoding),
          e);
    }
  }
}

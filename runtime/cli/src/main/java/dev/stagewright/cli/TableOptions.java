package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ImageTable;
import dev.stagewright.data.TableColumns;
import dev.stagewright.storage.StoredFile;
import dev.stagewright.storage.StoredFolder;
import dev.stagewright.tables.Table;
import dev.stagewright.tasks.Task;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A table of labels or values beside pictures. */
final class TableOptions {

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description =
          "A CSV or TSV file with a row for each picture of --images, on disk or in its archive."
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
      names = "--label-column",
      paramLabel = "NAME",
      description =
          "The column of classes, labels or values. Repeated: a column for each label, with 1 and"
              + " 0, or for each value.")
  private List<String> labelColumns = new ArrayList<>();

  @Option(
      names = "--label-separator",
      paramLabel = "TEXT",
      description = "For several labels: what separates them within a field.")
  private @Nullable String separator;

  @Option(
      names = "--group-column",
      paramLabel = "NAME",
      description = "The column of groups that a split must keep together, such as patients.")
  private @Nullable String groupColumn;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      description =
          "The encoding of a table without a byte order mark, for example windows-1252 (default: UTF-8).")
  private @Nullable String encoding;

  @Mixin private final GivenOptions given = new GivenOptions();

  boolean has() {
    return table != null;
  }

  boolean hasGroups() {
    return groupColumn != null;
  }

  /** Whether each image has a row of numbers instead of a class. */
  boolean hasRows(Task task) {
    return has()
        && (task == Task.MULTI_LABEL || task == Task.REGRESSION || labelColumns.size() > 1);
  }

  /** Refuses the options of a table that is not there. */
  void requireTable() {
    given.refuse(
        "without --table",
        "--path-column",
        "--suffix",
        "--label-column",
        "--label-separator",
        "--group-column",
        "--encoding");
  }

  /** The table of --table. */
  ImageSource open(StoredFolder images, Task task, List<String> known) {
    return open(Objects.requireNonNull(table), images, task, known);
  }

  /** Another table with the same columns. */
  ImageSource open(Path other, StoredFolder images, Task task, List<String> known) {
    TableColumns columns =
        new TableColumns(pathColumn, suffix, labelColumns, separator, groupColumn);
    return ImageTable.open(read(other, images), images, columns, task, known);
  }

  /** On disk, or else in the pictures' archive, where competitions have it, too. */
  private Table read(Path file, StoredFolder images) {
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

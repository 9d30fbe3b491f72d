package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ImageTable;
import dev.stagewright.data.TableColumns;
import dev.stagewright.storage.StoredFolder;
import dev.stagewright.tables.Table;
import dev.stagewright.tasks.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A table of labels or values beside pictures. */
final class TableOptions {

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

  @Mixin private final TableFileOptions file = new TableFileOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  boolean has() {
    return file.has();
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
    file.requireTable();
    given.refuse("without --table", "--label-column", "--label-separator", "--group-column");
  }

  /** The table of --table. */
  ImageSource open(StoredFolder images, Task task, List<String> known) {
    return open(file.read(images), images, task, known);
  }

  /** Another table with the same columns. */
  ImageSource open(Path other, StoredFolder images, Task task, List<String> known) {
    return open(file.read(other, images), images, task, known);
  }

  private ImageSource open(Table table, StoredFolder images, Task task, List<String> known) {
    TableColumns pictures = file.columns();
    TableColumns columns =
        new TableColumns(pictures.path(), pictures.suffix(), labelColumns, separator, groupColumn);
    return ImageTable.open(table, images, columns, task, known);
  }
}

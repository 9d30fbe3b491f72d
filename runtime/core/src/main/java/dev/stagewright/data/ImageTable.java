package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.storage.Storage;
import dev.stagewright.storage.StoredFile;
import dev.stagewright.storage.StoredFolder;
import dev.stagewright.tables.Table;
import dev.stagewright.tasks.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens images whose labels or values are in a table, a row for each image. Images are in the
 * table's order. What the columns of labels hold depends on the task:
 *
 * <ul>
 *   <li>one label of many, yes or no: one column of classes; or, for one label of many, a column
 *       for each class with its share, as 1 and 0
 *   <li>several labels: one column of labels with a separator between them, or none where no label
 *       applies; or a column for each label with 1 and 0
 *   <li>regression: a column for each value
 * </ul>
 */
public final class ImageTable {

  private static final int SHOWN = 5;

  private final Table table;
  private final PictureNames pictures;
  private final String images;
  private final int pathColumn;

  private ImageTable(Table table, StoredFolder folder, TableColumns columns) {
    this.table = table;
    this.images = folder.name();
    List<StoredFile> files = folder.allFiles().stream().filter(PictureFiles::isPicture).toList();
    if (files.isEmpty()) {
      throw new DataException(images + ": found no picture in it or in folders inside");
    }
    this.pictures = new PictureNames(files, columns.suffix());
    this.pathColumn =
        columns.path() == null ? guessPath() : table.column(columns.path(), "--path-column");
  }

  /**
   * Opens images of classes, with guessed columns.
   *
   * @param table a CSV or TSV file
   * @param images the pictures' folder or archive
   * @return the images that have a row
   * @throws DataException if rows and pictures do not fit
   * @throws dev.stagewright.tables.TableException if the table cannot be read
   */
  public static ImageSource open(Path table, Path images) {
    return open(
        Table.read(table),
        Storage.open(images),
        TableColumns.GUESSED,
        Task.SINGLE_LABEL,
        List.of());
  }

  /**
   * Opens images.
   *
   * @param table the table
   * @param images the pictures' folder or archive
   * @param columns what its columns hold
   * @param task what a network is to learn
   * @param known the labels of a model, in its order; none for those of the table
   * @return the images that have a row; {@link ImageSource#description} tells how many have none
   * @throws DataException if rows and pictures do not fit, or fields do not fit the task
   */
  public static ImageSource open(
      Table table, StoredFolder images, TableColumns columns, Task task, List<String> known) {
    ImageTable opened = new ImageTable(table, images, columns);
    Integer group =
        columns.group() == null ? null : table.column(columns.group(), "--group-column");
    TableLabels labels = new TableLabels(table, columns, opened.pathColumn, group, task, known);
    List<String> groups = group == null ? null : labels.filled(group);
    return labels.over(new TableImages(opened.files(), groups, opened.place()));
  }

  /** Images to predict, one for each row. */
  static ImageSource unlabeled(Table table, StoredFolder images, TableColumns columns) {
    ImageTable opened = new ImageTable(table, images, columns);
    return new Unlabeled(new TableImages(opened.files(), null, opened.place()));
  }

  /** The one column whose fields name pictures, at least half of them. */
  private int guessPath() {
    List<Integer> candidates = new ArrayList<>();
    for (int column = 0; column < table.columns().size(); column++) {
      List<String> fields = table.fields(column);
      long found = fields.stream().filter(field -> pictures.find(field) != null).count();
      if (found * 2 > fields.size()) {
        candidates.add(column);
      }
    }
    if (candidates.size() != 1) {
      throw new DataException(
          "%s: which column names the pictures? Found %s among the columns %s; name it with --path-column, and give with --suffix what its values lack to be names such as %s"
              .formatted(
                  table.name(),
                  candidates.isEmpty()
                      ? "none"
                      : candidates.stream()
                          .map(table.columns()::get)
                          .collect(Collectors.joining(", ")),
                  table.listed(),
                  Printable.of(pictures.example())));
    }
    return candidates.get(0);
  }

  /** The picture of each row. */
  private List<StoredFile> files() {
    List<StoredFile> files = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Map<String, List<Long>> lines = new LinkedHashMap<>();
    for (Table.Row row : table.rows()) {
      String field = row.fields().get(pathColumn);
      StoredFile file = pictures.find(field);
      if (file == null) {
        missing.add(String.format(Locale.ROOT, "line %d \"%s\"", row.line(), Printable.of(field)));
      } else {
        files.add(file);
        lines.computeIfAbsent(file.path(), path -> new ArrayList<>()).add(row.line());
      }
    }
    if (!missing.isEmpty()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found %d row(s) without one picture of that name in %s: %s; expected names such"
                  + " as %s. Correct or remove the rows, or give --suffix or another --path-column",
              table.name(),
              missing.size(),
              images,
              shown(missing),
              Printable.of(pictures.example())));
    }
    List<String> twice =
        lines.entrySet().stream()
            .filter(entry -> entry.getValue().size() > 1)
            .map(entry -> Printable.of(entry.getKey()) + " in lines " + shown(entry.getValue()))
            .toList();
    if (!twice.isEmpty()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found %d picture(s) in more than one row: %s; expected one row for each. Remove"
                  + " the others, or put their labels into one field with --label-separator",
              table.name(),
              twice.size(),
              shown(twice)));
    }
    return files;
  }

  private static String shown(List<?> all) {
    String some = all.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return all.size() > SHOWN
        ? String.format(Locale.ROOT, "%s and %d more", some, all.size() - SHOWN)
        : some;
  }

  private String place() {
    int others = pictures.count() - table.rows().size();
    String place = "%s (pictures in %s)".formatted(table.name(), images);
    return others == 0
        ? place
        : String.format(Locale.ROOT, "%s, %d picture(s) without a row ignored", place, others);
  }

  /** The pictures of the rows, still without labels. */
  private static final class TableImages extends FileImages {
    private final @Nullable List<String> groups;
    private final String place;

    TableImages(List<StoredFile> files, @Nullable List<String> groups, String place) {
      super(files);
      this.groups = groups;
      this.place = place;
    }

    @Override
    public @Nullable String group(int image) {
      return groups == null ? null : groups.get(image);
    }

    @Override
    public List<String> labels() {
      return List.of();
    }

    @Override
    public int label(int image) {
      throw new AssertionError("labels are put over these images");
    }

    @Override
    public String description() {
      return place;
    }
  }
}

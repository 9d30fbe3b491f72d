package dev.stagewright.data;

import dev.stagewright.errors.Brief;
import dev.stagewright.errors.Printable;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.tables.Table;
import dev.stagewright.tasks.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads labels or values out of a table's columns. */
final class TableLabels {

  private static final int SHOWN = 5;

  private final Table table;
  private final TableColumns given;
  private final Task task;
  private final List<String> known;
  private final List<String> columns;

  TableLabels(
      Table table,
      TableColumns given,
      int path,
      @Nullable Integer group,
      Task task,
      List<String> known) {
    this.table = table;
    this.given = given;
    this.task = task;
    this.known = known;
    given.labels().forEach(column -> table.column(column, "--label-column"));
    if (given.separator() != null && task != Task.MULTI_LABEL) {
      throw new DataException(
          Kind.USAGE,
          "--label-separator: found one with the task %s; only images with several labels have more than one in a field"
              .formatted(task));
    }
    List<String> rest =
        IntStream.range(0, table.columns().size())
            .filter(column -> column != path && !Objects.equals(column, group))
            .mapToObj(table.columns()::get)
            .toList();
    this.columns = given.labels().isEmpty() ? guess(rest) : ordered(given.labels());
  }

  private List<String> guess(List<String> rest) {
    if (task != Task.SINGLE_LABEL && !known.isEmpty() && rest.containsAll(known)) {
      return known;
    }
    boolean allAreLabels =
        task == Task.MULTI_LABEL
            && given.separator() == null
            && !rest.isEmpty()
            && rest.stream().allMatch(this::isOneOrZero);
    if (!allAreLabels && rest.size() != 1) {
      throw new DataException(
          Kind.USAGE,
          "%s: which column tells what is to be learned? Beside the pictures' found %s; name it with --label-column"
              .formatted(
                  table.name(), rest.isEmpty() ? "none" : Brief.of(String.join(", ", rest))));
    }
    return rest;
  }

  /** Where each label has a column, in the order that a model has them in. */
  private List<String> ordered(List<String> named) {
    boolean each = named.size() > 1 || task == Task.REGRESSION;
    if (known.isEmpty() || !each) {
      return named;
    }
    if (!named.containsAll(known) || named.size() != known.size()) {
      throw new DataException(
          Kind.USAGE,
          "--label-column: found %s; expected those that the model was trained on: %s"
              .formatted(String.join(", ", named), String.join(", ", known)));
    }
    return known;
  }

  private boolean isOneOrZero(String column) {
    return table.fields(table.columns().indexOf(column)).stream()
        .allMatch(field -> field.matches("[01](\\.0*)?"));
  }

  /** Puts the labels over the pictures of the rows. */
  ImageSource over(ImageSource pictures) {
    if (given.separator() != null) {
      return sets(pictures, given.separator());
    }
    if (task == Task.REGRESSION || columns.size() > 1) {
      return rows(pictures);
    }
    if (task == Task.MULTI_LABEL) {
      if (!isOneOrZero(columns.get(0))) {
        throw new DataException(
            Kind.USAGE,
            "%s: found other fields than 1 and 0 in the column %s; say with --label-separator what separates its labels"
                .formatted(table.name(), Printable.of(columns.get(0))));
      }
      return rows(pictures);
    }
    return classes(pictures);
  }

  private ImageSource classes(ImageSource pictures) {
    List<String> fields = filled(table.columns().indexOf(columns.get(0)));
    List<String> labels = fields.stream().distinct().sorted(ClassNames.ORDER).toList();
    int[] classes = fields.stream().mapToInt(labels::indexOf).toArray();
    return LabeledTable.ofClasses(pictures, labels, classes);
  }

  private ImageSource sets(ImageSource pictures, String separator) {
    if (columns.size() != 1) {
      throw new DataException(
          Kind.USAGE,
          String.format(
              Locale.ROOT,
              "--label-separator: found one together with %d columns of labels; expected one column",
              columns.size()));
    }
    Pattern between = Pattern.compile(Pattern.quote(separator));
    List<List<String>> fields =
        table.fields(table.columns().indexOf(columns.get(0))).stream()
            .map(
                field ->
                    between
                        .splitAsStream(field)
                        .map(String::strip)
                        .filter(label -> !label.isEmpty())
                        .distinct()
                        .toList())
            .toList();
    List<String> labels =
        known.isEmpty()
            ? fields.stream().flatMap(List::stream).distinct().sorted(ClassNames.ORDER).toList()
            : known;
    refuse(
        row -> !labels.containsAll(fields.get(row)),
        "labels that the model does not know in the column " + columns.get(0),
        "only " + Brief.of(String.join(", ", labels)));
    int[][] sets =
        fields.stream()
            .map(field -> field.stream().mapToInt(labels::indexOf).toArray())
            .toArray(int[][]::new);
    return LabeledTable.ofSets(pictures, labels, sets);
  }

  private ImageSource rows(ImageSource pictures) {
    float[][] rows = new float[table.rows().size()][columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      int column = table.columns().indexOf(columns.get(i));
      List<String> fields = table.fields(column);
      refuse(
          row -> !isNumber(fields.get(row)),
          "no number in the column " + columns.get(i),
          "numbers such as 0.5 or 1e-3");
      for (int row = 0; row < rows.length; row++) {
        rows[row][i] = Float.parseFloat(fields.get(row));
      }
    }
    return TargetImages.of(pictures, columns, rows);
  }

  private static boolean isNumber(String field) {
    return field.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
        && Float.isFinite(Float.parseFloat(field));
  }

  /** The fields of a column, none of which may be empty. */
  List<String> filled(int column) {
    List<String> fields = table.fields(column);
    refuse(
        row -> fields.get(row).isEmpty(),
        "nothing in the column " + table.columns().get(column),
        "a name in every row");
    return fields;
  }

  /** Names the lines of all rows that are wrong, or of as many as can be read. */
  private void refuse(Predicate<Integer> isWrong, String found, String expected) {
    int[] wrong = IntStream.range(0, table.rows().size()).filter(isWrong::test).toArray();
    if (wrong.length > 0) {
      List<String> lines =
          Arrays.stream(wrong)
              .limit(SHOWN)
              .mapToObj(row -> Long.toString(table.rows().get(row).line()))
              .toList();
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found %s in %d row(s), line %s%s; expected %s. Correct or remove the rows",
              table.name(),
              Printable.of(found),
              wrong.length,
              String.join(", ", lines),
              wrong.length > SHOWN ? ", ..." : "",
              expected));
    }
  }
}

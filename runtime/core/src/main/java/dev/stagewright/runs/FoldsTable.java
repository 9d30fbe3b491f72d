package dev.stagewright.runs;

import dev.stagewright.tables.Table;
import dev.stagewright.training.Evaluation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * {@code folds.csv}: a row for each fold that is done, then {@code mean} and {@code deviation} of
 * all; the columns {@code fold}, {@code images}, {@code loss} and the task's metrics. What is not
 * defined is empty.
 */
final class FoldsTable {

  private static final String FOLD = "fold";
  private static final String IMAGES = "images";
  private static final String NUMBER = "\\d+";

  private final Path file;

  FoldsTable(Path folder) {
    file = folder.resolve("folds.csv");
  }

  /** Those that are done. */
  FoldScores read() {
    SortedMap<Integer, Evaluation> folds = new TreeMap<>();
    if (!Files.exists(file)) {
      return new FoldScores(folds);
    }
    Table table = Table.exact(file);
    for (Table.Row row : table.rows()) {
      String fold = table.field(row, FOLD);
      if (fold.matches(NUMBER)) {
        folds.put(Integer.parseInt(fold), evaluation(table, row));
      }
    }
    return new FoldScores(folds);
  }

  private Evaluation evaluation(Table table, Table.Row row) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (String column : table.columns()) {
      if (!column.equals(FOLD)) {
        values.put(column, number(table.field(row, column), row.line()));
      }
    }
    double images = values.getOrDefault(IMAGES, 0.0);
    double loss = values.getOrDefault(FoldScores.LOSS, Double.NaN);
    values.keySet().removeAll(List.of(IMAGES, FoldScores.LOSS));
    return new Evaluation((int) images, loss, values);
  }

  private double number(String field, long line) {
    try {
      return field.isEmpty() ? Double.NaN : Double.parseDouble(field);
    } catch (NumberFormatException e) {
      throw RunException.failure(
          "%s: found \"%s\" in line %s; expected a number. Delete the file to have the folds measured again"
              .formatted(file, field, line),
          e);
    }
  }

  /** Writes the file anew. */
  void write(FoldScores scores, boolean complete) {
    List<String> names = scores.names();
    List<String> rows = new ArrayList<>();
    rows.add(FOLD + "," + IMAGES + "," + String.join(",", names));
    scores
        .folds()
        .forEach(
            (fold, each) ->
                rows.add(
                    row(
                        fold + "," + each.images(),
                        names,
                        name -> scores.values(name).get(scores.folds().headMap(fold).size()))));
    if (complete) {
      rows.add(row("mean,", names, scores::mean));
      rows.add(row("deviation,", names, scores::deviation));
    }
    new LineFile(file).write(rows);
  }

  private static String row(String start, List<String> names, ToDoubleFunction<String> values) {
    StringBuilder row = new StringBuilder(start);
    for (String name : names) {
      double value = values.applyAsDouble(name);
      row.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
    }
    return row.toString();
  }
}

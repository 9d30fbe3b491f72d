package dev.stagewright.prediction;

import dev.stagewright.tables.Table;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table of predictions with the labels that the pictures have: the columns {@code path}, {@code
 * truth} and {@code p:CLASS} of every class, and any others.
 *
 * @param labels of the columns {@code p:CLASS}
 * @param rows a picture each, those without a prediction left out
 * @param withoutPrediction how many were left out: their column {@code error} says why
 */
public record LabeledPredictions(List<String> labels, List<Row> rows, int withoutPrediction) {

  /** The column of the labels that pictures have. */
  public static final String TRUTH = "truth";

  /**
   * A picture.
   *
   * @param path of the picture
   * @param truth the index of the label that it has
   * @param probabilities of every label
   */
  public record Row(String path, int truth, List<Double> probabilities) {
    /** Copies the list. */
    public Row {
      probabilities = List.copyOf(probabilities);
    }
  }

  /** Copies the lists. */
  public LabeledPredictions {
    labels = List.copyOf(labels);
    rows = List.copyOf(rows);
  }

  /**
   * Reads a table.
   *
   * @param file comma-separated values
   * @param fromFolder whether the label is the name of the folder that a picture is in, instead of
   *     the column {@code truth}
   * @return the predictions
   * @throws PredictionException if it lacks something; the message names the line
   * @throws dev.stagewright.tables.TableException if it cannot be read
   */
  public static LabeledPredictions read(Path file, boolean fromFolder) {
    Table table = Table.exact(file);
    List<String> labels =
        table.columns().stream()
            .filter(name -> name.startsWith(PredictionColumns.PROBABILITY))
            .map(name -> name.substring(PredictionColumns.PROBABILITY.length()))
            .toList();
    int[] columns =
        labels.stream()
            .mapToInt(label -> table.columns().indexOf(PredictionColumns.PROBABILITY + label))
            .toArray();
    if (labels.size() < 2 || !table.columns().contains("path")) {
      throw new PredictionException(
          file + ": expected the columns path and p:CLASS of at least two classes, and rows");
    }
    if (!fromFolder && !table.columns().contains(TRUTH)) {
      throw new PredictionException(
          "%s: has no column \"%s\" with the label that each picture has; if pictures lie in folders named after their labels, say so"
              .formatted(file, TRUTH));
    }
    List<Row> rows =
        table.rows().stream()
            .filter(each -> table.field(each, "error").isEmpty())
            .map(each -> row(table, each, labels, columns, fromFolder))
            .toList();
    if (rows.isEmpty()) {
      throw new PredictionException(file + ": has no row with a prediction");
    }
    return new LabeledPredictions(labels, rows, table.rows().size() - rows.size());
  }

  private static Row row(
      Table table, Table.Row cells, List<String> labels, int[] columns, boolean fromFolder) {
    String path = table.field(cells, "path");
    String truth = fromFolder ? folder(path) : table.field(cells, TRUTH);
    if (!labels.contains(truth)) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "%s: line %d: found the label \"%s\" of %s; expected one of %s",
              table.name(),
              cells.line(),
              truth,
              path,
              String.join(", ", labels)));
    }
    List<Double> probabilities = new ArrayList<>();
    for (int column : columns) {
      String cell = cells.fields().get(column);
      probabilities.add(
          probability(cell)
              .orElseThrow(
                  () ->
                      new PredictionException(
                          String.format(
                              Locale.ROOT,
                              "%s: line %d: found \"%s\" for %s; expected a number from 0 to 1",
                              table.name(),
                              cells.line(),
                              cell,
                              table.columns().get(column)))));
    }
    return new Row(path, labels.indexOf(truth), probabilities);
  }

  private static Optional<Double> probability(String cell) {
    try {
      double value = Double.parseDouble(cell);
      return value >= 0 && value <= 1 ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String folder(String path) {
    try {
      Path parent = Path.of(path).getParent();
      return parent == null ? "" : String.valueOf(parent.getFileName());
    } catch (InvalidPathException e) {
      return "";
    }
  }
}

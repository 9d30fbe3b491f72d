package dev.stagewright.prediction;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
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
   * @throws PredictionException if it cannot be read or lacks something; the message names the line
   */
  public static LabeledPredictions read(Path file, boolean fromFolder) {
    List<NamedCsvRecord> records;
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder()
            .detectBomHeader(true)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofNamedCsvRecord(file)) {
      records = csv.stream().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new PredictionException(file + ": cannot be read: " + e);
    } catch (CsvParseException e) {
      throw new PredictionException(file + ": is not comma-separated text: " + e.getMessage());
    }
    List<String> names = records.isEmpty() ? List.of() : records.get(0).getHeader();
    List<String> labels =
        names.stream()
            .filter(name -> name.startsWith(PredictionColumns.PROBABILITY))
            .map(name -> name.substring(PredictionColumns.PROBABILITY.length()))
            .toList();
    if (labels.size() < 2 || !names.contains("path")) {
      throw new PredictionException(
          file + ": expected the columns path and p:CLASS of at least two classes, and rows");
    }
    if (!fromFolder && !names.contains(TRUTH)) {
      throw new PredictionException(
          "%s: has no column \"%s\" with the label that each picture has; if pictures lie in folders named after their labels, say so"
              .formatted(file, TRUTH));
    }
    List<Row> rows = new ArrayList<>();
    for (NamedCsvRecord each : records) {
      if (each.findField("error").orElse("").isEmpty()) {
        rows.add(row(file, each, labels, fromFolder));
      }
    }
    if (rows.isEmpty()) {
      throw new PredictionException(file + ": has no row with a prediction");
    }
    return new LabeledPredictions(labels, rows, records.size() - rows.size());
  }

  private static Row row(Path file, NamedCsvRecord cells, List<String> labels, boolean fromFolder) {
    String path = cells.getField("path");
    String truth = fromFolder ? folder(path) : cells.findField(TRUTH).orElse("");
    if (!labels.contains(truth)) {
      throw new PredictionException(
          String.format(
              Locale.ROOT,
              "%s: line %d: found the label \"%s\" of %s; expected one of %s",
              file,
              cells.getStartingLineNumber(),
              truth,
              path,
              String.join(", ", labels)));
    }
    List<Double> probabilities = new ArrayList<>();
    for (String label : labels) {
      String cell = cells.findField(PredictionColumns.PROBABILITY + label).orElse("");
      probabilities.add(
          probability(cell)
              .orElseThrow(
                  () ->
                      new PredictionException(
                          String.format(
                              Locale.ROOT,
                              "%s: line %d: found \"%s\" for p:%s; expected a number from 0 to 1",
                              file,
                              cells.getStartingLineNumber(),
                              cell,
                              label))));
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

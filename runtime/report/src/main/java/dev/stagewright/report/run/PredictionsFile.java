package dev.stagewright.report.run;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.stagewright.errors.Brief;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * {@code predictions.csv}: a row for each picture held out, with {@code path}, {@code truth},
 * {@code label}, {@code probability} and {@code error}, then {@code p:CLASS} for every class.
 */
final class PredictionsFile {

  static final String NAME = "predictions.csv";

  private static final String TRUTH = "truth";
  private static final String LABEL = "label";
  private static final String PROBABILITY = "probability";
  private static final String ERROR = "error";
  private static final String CLASS = "p:";

  private final Path file;

  private PredictionsFile(Path file) {
    this.file = file;
  }

  /** Empty where the pictures have several labels or values instead of one class. */
  static Optional<Predictions> read(Path file, boolean yesOrNo) {
    return new PredictionsFile(file).read(yesOrNo);
  }

  private Optional<Predictions> read(boolean yesOrNo) {
    List<NamedCsvRecord> records = CsvRows.read(file);
    if (records.isEmpty() || !records.get(0).getHeader().containsAll(List.of(TRUTH, PROBABILITY))) {
      return Optional.empty();
    }
    List<NamedCsvRecord> readable =
        records.stream().filter(record -> CsvRows.text(record, ERROR).isEmpty()).toList();
    if (readable.stream().allMatch(record -> CsvRows.text(record, PROBABILITY).isEmpty())) {
      return Optional.empty();
    }
    List<String> labels = labels(readable, records.get(0).getHeader());
    Map<String, Integer> indices = new HashMap<>();
    labels.forEach(label -> indices.putIfAbsent(label, indices.size()));
    List<Predictions.Row> rows = new ArrayList<>();
    for (NamedCsvRecord record : readable) {
      rows.add(
          new Predictions.Row(
              CsvRows.text(record, "path"),
              index(record, TRUTH, indices),
              index(record, LABEL, indices),
              probability(record)));
    }
    return Optional.of(new Predictions(labels, rows, records.size() - readable.size(), yesOrNo));
  }

  private static List<String> labels(List<NamedCsvRecord> records, List<String> header) {
    List<String> columns =
        header.stream()
            .filter(name -> name.startsWith(CLASS))
            .map(name -> name.substring(CLASS.length()))
            .toList();
    if (!columns.isEmpty()) {
      return columns;
    }
    TreeSet<String> found = new TreeSet<>();
    for (NamedCsvRecord record : records) {
      found.add(CsvRows.text(record, TRUTH));
      found.add(CsvRows.text(record, LABEL));
    }
    return List.copyOf(found);
  }

  private int index(NamedCsvRecord record, String column, Map<String, Integer> indices) {
    String label = CsvRows.text(record, column);
    Integer index = indices.get(label);
    if (index == null) {
      throw fault(record, column, label, "a class that has a column " + CLASS + "CLASS");
    }
    return index;
  }

  /** The float that the digits stand for. */
  private double probability(NamedCsvRecord record) {
    String text = CsvRows.text(record, PROBABILITY);
    try {
      double value = Float.parseFloat(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw fault(record, PROBABILITY, text, "a number from 0 to 1");
    }
    throw fault(record, PROBABILITY, text, "a number from 0 to 1");
  }

  private ReportException fault(
      NamedCsvRecord record, String column, String found, String expected) {
    return new ReportException(
        "%s, line %s: %s: found \"%s\"; expected %s"
            .formatted(file, record.getStartingLineNumber(), column, Brief.of(found), expected),
        null);
  }
}

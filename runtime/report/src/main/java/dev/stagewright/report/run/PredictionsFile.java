package dev.stagewright.report.run;

import dev.stagewright.errors.Brief;
import dev.stagewright.tables.Table;
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

  private final Table table;

  private PredictionsFile(Table table) {
    this.table = table;
  }

  /** Empty where the pictures have several labels or values instead of one class. */
  static Optional<Predictions> read(Path file, boolean yesOrNo) {
    return new PredictionsFile(Table.exact(file)).read(yesOrNo);
  }

  private Optional<Predictions> read(boolean yesOrNo) {
    if (!table.columns().containsAll(List.of(TRUTH, PROBABILITY))) {
      return Optional.empty();
    }
    List<Table.Row> readable =
        table.rows().stream().filter(row -> table.field(row, ERROR).isEmpty()).toList();
    if (readable.stream().allMatch(row -> table.field(row, PROBABILITY).isEmpty())) {
      return Optional.empty();
    }
    List<String> labels = labels(readable);
    Map<String, Integer> indices = new HashMap<>();
    labels.forEach(label -> indices.putIfAbsent(label, indices.size()));
    List<Predictions.Row> rows = new ArrayList<>();
    for (Table.Row row : readable) {
      rows.add(
          new Predictions.Row(
              table.field(row, "path"),
              index(row, TRUTH, indices),
              index(row, LABEL, indices),
              probability(row)));
    }
    int unreadable = table.rows().size() - readable.size();
    return Optional.of(new Predictions(labels, rows, unreadable, yesOrNo));
  }

  private List<String> labels(List<Table.Row> rows) {
    List<String> columns =
        table.columns().stream()
            .filter(name -> name.startsWith(CLASS))
            .map(name -> name.substring(CLASS.length()))
            .toList();
    if (!columns.isEmpty()) {
      return columns;
    }
    TreeSet<String> found = new TreeSet<>();
    for (Table.Row row : rows) {
      found.add(table.field(row, TRUTH));
      found.add(table.field(row, LABEL));
    }
    return List.copyOf(found);
  }

  private int index(Table.Row row, String column, Map<String, Integer> indices) {
    String label = table.field(row, column);
    Integer index = indices.get(label);
    if (index == null) {
      throw fault(row, column, label, "a class that has a column " + CLASS + "CLASS");
    }
    return index;
  }

  /** The float that the digits stand for. */
  private double probability(Table.Row row) {
    String text = table.field(row, PROBABILITY);
    try {
      double value = Float.parseFloat(text);
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw fault(row, PROBABILITY, text, "a number from 0 to 1");
    }
    throw fault(row, PROBABILITY, text, "a number from 0 to 1");
  }

  private ReportException fault(Table.Row row, String column, String found, String expected) {
    return new ReportException(
        "%s, line %s: %s: found \"%s\"; expected %s"
            .formatted(table.name(), row.line(), column, Brief.of(found), expected),
        null);
  }
}

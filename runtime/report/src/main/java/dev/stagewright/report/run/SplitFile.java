package dev.stagewright.report.run;

import dev.stagewright.tables.Table;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code split.csv}: a row for each picture, with {@code part}. */
final class SplitFile {

  static final String NAME = "split.csv";

  private static final String PART = "part";

  private SplitFile() {}

  static DataSummary read(Path file) {
    Table table = Table.exact(file);
    if (!table.columns().contains(PART)) {
      throw new ReportException(
          "%s: found the columns %s; expected one with the name \"%s\""
              .formatted(file, table.listed(), PART),
          null);
    }
    Map<String, Integer> parts = new LinkedHashMap<>();
    table.rows().forEach(row -> parts.merge(table.field(row, PART), 1, Integer::sum));
    return new DataSummary(List.copyOf(parts.keySet()), Map.of("", List.copyOf(parts.values())));
  }
}

package dev.stagewright.report.run;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.stagewright.errors.Brief;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** {@code split.csv}: a row for each picture, with {@code part} and, for classes, {@code label}. */
final class SplitFile {

  static final String NAME = "split.csv";

  private static final String PART = "part";
  private static final String LABEL = "label";

  private SplitFile() {}

  static DataSummary read(Path file) {
    Set<String> parts = new LinkedHashSet<>();
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    List<NamedCsvRecord> rows = CsvRows.read(file);
    if (!rows.isEmpty() && !rows.get(0).getHeader().contains(PART)) {
      throw new ReportException(
          "%s: found the columns %s; expected one with the name \"%s\""
              .formatted(file, Brief.of(String.join(", ", rows.get(0).getHeader())), PART),
          null);
    }
    for (NamedCsvRecord row : rows) {
      String part = CsvRows.text(row, PART);
      parts.add(part);
      counts
          .computeIfAbsent(CsvRows.text(row, LABEL), label -> new TreeMap<>())
          .merge(part, 1, Integer::sum);
    }
    Map<String, List<Integer>> table = new LinkedHashMap<>();
    counts.forEach(
        (label, row) ->
            table.put(label, parts.stream().map(part -> row.getOrDefault(part, 0)).toList()));
    return new DataSummary(List.copyOf(parts), table);
  }
}

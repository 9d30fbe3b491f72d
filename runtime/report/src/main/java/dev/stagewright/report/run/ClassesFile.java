package dev.stagewright.report.run;

import dev.stagewright.errors.Brief;
import dev.stagewright.tables.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code classes.csv}: a row for each class with how many pictures of it each part has. */
final class ClassesFile {

  static final String NAME = "classes.csv";

  private ClassesFile() {}

  static DataSummary read(Path file) {
    Table table = Table.exact(file);
    Map<String, List<Integer>> counts = new LinkedHashMap<>();
    for (Table.Row row : table.rows()) {
      List<String> fields = row.fields();
      List<Integer> numbers = new ArrayList<>();
      for (String field : fields.subList(1, fields.size())) {
        numbers.add(number(table, row, field));
      }
      counts.put(fields.get(0), numbers);
    }
    return new DataSummary(table.columns().subList(1, table.columns().size()), counts);
  }

  private static int number(Table table, Table.Row row, String field) {
    try {
      return Integer.parseInt(field);
    } catch (NumberFormatException e) {
      throw new ReportException(
          "%s, line %s: found \"%s\"; expected a number of pictures"
              .formatted(table.name(), row.line(), Brief.of(field)),
          e);
    }
  }
}

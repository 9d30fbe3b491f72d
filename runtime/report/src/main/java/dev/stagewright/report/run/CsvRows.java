package dev.stagewright.report.run;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.stagewright.errors.Brief;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The rows of a table whose first line names its columns. */
final class CsvRows {

  private CsvRows() {}

  static List<NamedCsvRecord> read(Path file) {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      return reader.stream().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new ReportException(file + ": cannot be read: " + e, e);
    } catch (CsvParseException e) {
      String why = Brief.of(String.valueOf(e.getMessage()));
      throw new ReportException("%s: is not CSV: %s".formatted(file, why), e);
    }
  }

  /** A cell; empty where the row or the table does not have it. */
  static String text(NamedCsvRecord row, String column) {
    return row.findField(column).orElse("");
  }
}

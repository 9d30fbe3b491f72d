package dev.stagewright.data;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.stagewright.errors.Brief;
import dev.stagewright.tables.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A split as a table: path, part, fold. */
final class SplitTable {

  private static final String PATH = "path";
  private static final String PART = "part";
  private static final String FOLD = "fold";
  private static final int MOST_DIGITS = 4;

  private SplitTable() {}

  static String toCsv(Map<String, Split.Place> places) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(PATH, PART, FOLD);
      places.forEach(
          (path, place) ->
              csv.writeRecord(
                  path,
                  place.part().toString(),
                  place.fold() == Split.NO_FOLD ? "" : Integer.toString(place.fold())));
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string cannot fail
    }
    return text.toString();
  }

  static Split read(Path file) {
    Table table = Table.read(file);
    int path = table.column(PATH, "--split");
    int part = table.column(PART, "--split");
    int fold = table.columns().indexOf(FOLD);
    Map<String, Split.Place> places = new TreeMap<>();
    for (Table.Row row : table.rows()) {
      Part named =
          Part.of(row.fields().get(part))
              .orElseThrow(
                  () ->
                      wrong(table, row, PART, row.fields().get(part), "train, validation or test"));
      String number = fold < 0 ? "" : row.fields().get(fold);
      if (!number.matches("\\d{0," + MOST_DIGITS + "}")
          || (named != Part.TRAIN && !number.isEmpty())) {
        throw wrong(
            table, row, FOLD, number, "a number from 0, or nothing outside of the train part");
      }
      int at = number.isEmpty() ? Split.NO_FOLD : Integer.parseInt(number);
      if (places.put(row.fields().get(path), new Split.Place(named, at)) != null) {
        throw wrong(table, row, PATH, row.fields().get(path), "each path once");
      }
    }
    return Split.of(places);
  }

  private static DataException wrong(
      Table table, Table.Row row, String column, String found, String expected) {
    return new DataException(
        String.format(
            Locale.ROOT,
            "%s: found \"%s\" as %s in line %d; expected %s",
            table.name(),
            Brief.of(found),
            column,
            row.line(),
            expected));
  }
}

package dev.stagewright.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.stagewright.errors.Brief;
import dev.stagewright.errors.Printable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table with a row of column names, after RFC 4180: fields that hold the separator, quotes or
 * line breaks are in double quotes. The separator is a tab where the name ends in {@code .tsv} or
 * {@code .tab}; else the one of comma, semicolon and tab that the first line has most of. Spaces
 * around a field do not count. Empty lines are left out.
 *
 * @param name of the file, for messages
 * @param columns their names, each one once
 * @param rows at least one, each with a field for every column
 */
public record Table(String name, List<String> columns, List<Row> rows) {

  private static final int LONGEST_FIELD = 1 << 24;

  /**
   * A row.
   *
   * @param line of the file in which it starts, from 1; the column names are in line 1
   * @param fields as many as the table has columns
   */
  public record Row(long line, List<String> fields) {}

  /**
   * Reads a table.
   *
   * @param file in the encoding that its byte order mark tells (UTF-8, UTF-16), else in UTF-8
   * @return the table
   * @throws TableException if it cannot be read, or is not such a table
   */
  public static Table read(Path file) {
    return read(file, null);
  }

  /**
   * Reads a table.
   *
   * @param file the table
   * @param charset its encoding if it has no byte order mark; null for UTF-8
   * @return the table
   * @throws TableException if it cannot be read, or is not such a table
   */
  public static Table read(Path file, @Nullable Charset charset) {
    String name = Printable.of(file.toString());
    return of(name, bytes(name, file), charset);
  }

  private static byte[] bytes(String name, Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new TableException(name + ": does not exist", e);
    } catch (IOException | OutOfMemoryError e) {
      throw new TableException(name + ": cannot be read: " + e, e);
    }
  }

  /**
   * Reads a table from memory.
   *
   * @param name of the file, for messages; its end may tell the separator
   * @param bytes the file's
   * @param charset its encoding if it has no byte order mark; null for UTF-8
   * @return the table
   * @throws TableException if it is not such a table
   */
  public static Table of(String name, byte[] bytes, @Nullable Charset charset) {
    String text = TableText.decode(name, bytes, charset);
    return of(name, parse(name, text, separator(name, text), true));
  }

  /**
   * Reads a table as programs write it: separated by commas whatever its name, and spaces count.
   *
   * @param file in UTF-8, or in the encoding that its byte order mark tells
   * @return the table
   * @throws TableException if it cannot be read, or is not such a table
   */
  public static Table exact(Path file) {
    String name = Printable.of(file.toString());
    return of(name, parse(name, TableText.decode(name, bytes(name, file), null), ',', false));
  }

  private static Table of(String name, List<Row> rows) {
    if (rows.size() < 2) {
      throw new TableException(
          "%s: found %s; expected a row of column names and at least one more"
              .formatted(name, rows.isEmpty() ? "no row" : "one row only"));
    }
    List<String> columns = rows.get(0).fields();
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!seen.add(column)) {
        throw new TableException(
            "%s: found two columns named \"%s\"; expected each name once. Rename one"
                .formatted(name, Brief.of(column)));
      }
    }
    checkWidths(name, columns, rows);
    return new Table(name, columns, rows.subList(1, rows.size()));
  }

  private static List<Row> parse(String name, String text, char separator, boolean strips) {
    List<Row> rows = new ArrayList<>();
    var builder =
        CsvReader.builder()
            .fieldSeparator(separator)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE) // told below, with what was expected
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .trimWhitespacesAroundQuotes(strips)
            .maxBufferSize(LONGEST_FIELD);
    try (CsvReader<CsvRecord> reader = builder.ofCsvRecord(text)) {
      for (CsvRecord each : reader) {
        List<String> fields = each.getFields();
        rows.add(
            new Row(
                each.getStartingLineNumber(),
                strips ? fields.stream().map(String::strip).toList() : List.copyOf(fields)));
      }
    } catch (CsvParseException e) {
      long from = rows.isEmpty() ? 1 : rows.get(rows.size() - 1).line() + 1;
      throw new TableException(
          String.format(
              Locale.ROOT,
              "%s: the row that starts in line %d or behind it cannot be read: %s. Look for a quote that is not closed; a quote inside of quotes is written twice",
              name,
              from,
              reason(e)),
          e);
    } catch (IOException e) {
      throw new TableException(name + ": cannot be read: " + e, e);
    }
    return rows;
  }

  private static String reason(Throwable fault) {
    Throwable cause = fault;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private static char separator(String name, String text) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".tsv") || lower.endsWith(".tab")) {
      return '\t';
    }
    String header = text.lines().findFirst().orElse("");
    char most = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(header, candidate) > count(header, most)) {
        most = candidate;
      }
    }
    return most;
  }

  private static long count(String text, char character) {
    return text.chars().filter(each -> each == character).count();
  }

  private static void checkWidths(String name, List<String> columns, List<Row> rows) {
    List<Row> wrong = rows.stream().filter(row -> row.fields().size() != columns.size()).toList();
    if (!wrong.isEmpty()) {
      throw new TableException(
          String.format(
              Locale.ROOT,
              "%s: found %d field(s) in line %d; expected %d, one for each column: %s. %s",
              name,
              wrong.get(0).fields().size(),
              wrong.get(0).line(),
              columns.size(),
              Brief.of(String.join(", ", columns)),
              wrong.size() == 1
                  ? "Correct the line"
                  : String.format(
                      Locale.ROOT, "Correct it and %d other line(s)", wrong.size() - 1)));
    }
  }

  /** Takes the lists as they are. */
  public Table {
    columns = List.copyOf(columns);
    rows = Collections.unmodifiableList(rows);
  }

  /**
   * Where a column stands.
   *
   * @param column its name
   * @param option what it was named by, for the message
   * @return its index
   * @throws TableException if there is no such column; it names those that there are
   */
  public int column(String column, String option) {
    int index = columns.indexOf(column);
    if (index < 0) {
      throw new TableException(
          "%s: found \"%s\", but %s has the columns %s"
              .formatted(option, Printable.of(column), name, listed()));
    }
    return index;
  }

  /**
   * All columns in one line.
   *
   * @return their names with commas between, safe for a terminal
   */
  public String listed() {
    return Brief.of(columns.stream().collect(Collectors.joining(", ")));
  }

  /**
   * The fields of a column.
   *
   * @param column its index
   * @return one for each row
   */
  public List<String> fields(int column) {
    return rows.stream().map(row -> row.fields().get(column)).toList();
  }

  /**
   * A field by its column's name.
   *
   * @param row of this table
   * @param column its name
   * @return the field; empty where the table has no such column
   */
  public String field(Row row, String column) {
    int index = columns.indexOf(column);
    return index < 0 ? "" : row.fields().get(index);
  }
}

package dev.stagewright.prediction;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A competition's sample of what is to be handed in: a row of names, and a row for each picture
 * that begins with its id.
 *
 * @param file for messages
 * @param names of the columns, the id's first
 * @param ids of the pictures, in their order
 * @param cells behind the ids, a list for each picture
 */
public record SubmissionSample(
    Path file, List<String> names, List<String> ids, List<List<String>> cells) {

  /** Copies the lists. */
  public SubmissionSample {
    names = List.copyOf(names);
    ids = List.copyOf(ids);
    cells = List.copyOf(cells);
  }

  /**
   * Reads a sample.
   *
   * @param file comma-separated values
   * @return the sample
   * @throws PredictionException if it cannot be read, has no rows, rows of different lengths, or an
   *     id twice
   */
  public static SubmissionSample read(Path file) {
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .detectBomHeader(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(file)) {
      return read(file, csv.stream().toList());
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new PredictionException(file + ": cannot be read: " + e);
    } catch (CsvParseException e) {
      throw new PredictionException(file + ": is not comma-separated text: " + e.getMessage());
    }
  }

  private static SubmissionSample read(Path file, List<CsvRecord> records) {
    if (records.size() < 2 || records.get(0).getFieldCount() < 2) {
      throw new PredictionException(
          file
              + ": expected a sample submission: a row of names, the id's first, and a row for each"
              + " picture");
    }
    List<String> names = records.get(0).getFields();
    List<String> ids = new ArrayList<>();
    List<List<String>> cells = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (CsvRecord row : records.subList(1, records.size())) {
      if (row.getFieldCount() != names.size()) {
        throw new PredictionException(
            String.format(
                Locale.ROOT,
                "%s: line %d has %d columns; expected %d, as in its first line",
                file,
                row.getStartingLineNumber(),
                row.getFieldCount(),
                names.size()));
      }
      String id = row.getField(0);
      if (!seen.add(id)) {
        throw new PredictionException(
            String.format(
                Locale.ROOT,
                "%s: line %d has the id \"%s\" again",
                file,
                row.getStartingLineNumber(),
                id));
      }
      ids.add(id);
      cells.add(row.getFields().subList(1, names.size()));
    }
    return new SubmissionSample(file, names, ids, cells);
  }

  /** What the columns behind the id are named. */
  List<String> valueNames() {
    return names.subList(1, names.size());
  }

  /** What stands in the one column behind the id. */
  List<String> values() {
    return cells.stream().map(row -> row.get(0)).toList();
  }
}

package dev.stagewright.prediction;

import dev.stagewright.tables.Table;
import java.nio.file.Path;
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
   * @throws PredictionException if it has one column only, or an id twice
   * @throws dev.stagewright.tables.TableException if it cannot be read, has no rows, or rows of
   *     different lengths
   */
  public static SubmissionSample read(Path file) {
    Table table = Table.exact(file);
    int columns = table.columns().size();
    if (columns < 2) {
      throw new PredictionException(
          file
              + ": expected a sample submission: a row of names, the id's first, and a row for each"
              + " picture");
    }
    Set<String> seen = new HashSet<>();
    for (Table.Row row : table.rows()) {
      String id = row.fields().get(0);
      if (!seen.add(id)) {
        throw new PredictionException(
            String.format(
                Locale.ROOT, "%s: line %d has the id \"%s\" again", file, row.line(), id));
      }
    }
    return new SubmissionSample(
        file,
        table.columns(),
        table.fields(0),
        table.rows().stream().map(row -> row.fields().subList(1, columns)).toList());
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

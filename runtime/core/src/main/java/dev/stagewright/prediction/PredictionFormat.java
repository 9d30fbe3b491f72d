package dev.stagewright.prediction;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a table of predictions is written. */
public enum PredictionFormat {

  /** Comma-separated values behind a row of names; several labels are separated by semicolons. */
  CSV {
    @Override
    public Rows to(Writer out, List<String> names) {
      CsvWriter csv = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(out);
      csv.writeRecord(names);
      return row -> csv.writeRecord(row.values().stream().map(PredictionFormat::cell).toList());
    }
  },

  /** A JSON object a line; several labels are an array. */
  JSONL {
    @Override
    public Rows to(Writer out, List<String> names) {
      return row -> {
        GSON.toJson(row, out);
        out.write('\n');
      };
    }
  };

  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  /** Takes a table's rows. */
  public interface Rows {
    /**
     * Writes a row.
     *
     * @param row by the columns' names
     * @throws IOException if it cannot be written
     */
    void write(Map<String, @Nullable Object> row) throws IOException;
  }

  /**
   * Begins a table.
   *
   * @param out takes the text; is not closed
   * @param names of the columns
   * @return takes the rows
   * @throws IOException if it cannot be written
   */
  public abstract Rows to(Writer out, List<String> names) throws IOException;

  /**
   * The format that a file's name asks for.
   *
   * @param file that ends in {@code .csv} or {@code .jsonl}
   * @return its format
   * @throws PredictionException if it ends in something else
   */
  public static PredictionFormat of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    for (PredictionFormat format : values()) {
      if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    throw new PredictionException(
        file + ": a table of predictions ends in .csv or .jsonl, which says its format");
  }

  private static String cell(@Nullable Object value) {
    return value instanceof Collection<?> several
        ? several.stream().map(String::valueOf).collect(Collectors.joining(";"))
        : Objects.toString(value, "");
  }
}

package dev.stagewright.prediction;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.stagewright.metrics.ConfidentLearning;
import dev.stagewright.prediction.LabeledPredictions.Row;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures by how probably their label is wrong, the most suspect first: by the probability that
 * the model gives to it. A wrong label has nearly none, while a picture that is hard to tell leaves
 * some to its own.
 *
 * @param all every picture with a prediction, by rising probability, and of equals by rising margin
 */
public record Suspects(List<Suspect> all) {

  /**
   * A picture.
   *
   * @param path of the picture
   * @param label that it has
   * @param probability that the model gives to it
   * @param suggestion the most probable other label
   * @param margin by how much its label is more probable than the suggestion, from -1 to 1
   * @param flagged whether confident learning holds the label for wrong; see {@link
   *     ConfidentLearning#suspects}
   */
  public record Suspect(
      String path,
      String label,
      double probability,
      String suggestion,
      double margin,
      boolean flagged) {}

  /** Copies the list. */
  public Suspects {
    all = List.copyOf(all);
  }

  /**
   * Ranks pictures.
   *
   * @param predictions each of a model that was not trained on the picture
   * @return the ranking
   */
  public static Suspects in(LabeledPredictions predictions) {
    List<Row> rows = predictions.rows();
    List<String> labels = predictions.labels();
    var learning =
        new ConfidentLearning(
            rows.stream().mapToInt(Row::truth).toArray(),
            rows.stream()
                .map(row -> row.probabilities().stream().mapToDouble(p -> p).toArray())
                .toArray(double[][]::new));
    boolean[] flagged = learning.suspects();
    return new Suspects(
        IntStream.range(0, rows.size())
            .mapToObj(
                i ->
                    new Suspect(
                        rows.get(i).path(),
                        labels.get(rows.get(i).truth()),
                        rows.get(i).probabilities().get(rows.get(i).truth()),
                        labels.get(learning.other(i)),
                        learning.margin(i),
                        flagged[i]))
            .sorted(
                Comparator.comparingDouble(Suspect::probability)
                    .thenComparingDouble(Suspect::margin))
            .toList());
  }

  /**
   * Writes all as comma-separated values: path, label, probability, suggestion, margin, flagged.
   *
   * @param out takes the table; is flushed
   * @throws IOException if it cannot be written
   */
  public void write(Writer out) throws IOException {
    CsvWriter csv = CsvWriter.builder().bufferSize(0).lineDelimiter(LineDelimiter.LF).build(out);
    csv.writeRecord("path", "label", "probability", "suggestion", "margin", "flagged");
    for (Suspect each : all) {
      csv.writeRecord(
          each.path(),
          each.label(),
          ShortestDigits.of((float) each.probability()).toString(),
          each.suggestion(),
          ShortestDigits.of((float) each.margin()).toString(),
          String.valueOf(each.flagged()));
    }
    out.flush();
  }
}

package dev.stagewright.runs;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.stagewright.training.EpochReport;
import dev.stagewright.training.ModelScore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code metrics.csv} and {@code metrics.jsonl}: a row for each epoch. */
final class MetricsTable {

  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private final LineFile csv;
  private final LineFile json;
  private final String metric;

  /**
   * The tables of a run.
   *
   * @param metric what the run's selection goes by, which has a column besides loss and accuracy
   */
  MetricsTable(Path folder, String metric) {
    this.metric = metric;
    csv = new LineFile(folder.resolve("metrics.csv"));
    json = new LineFile(folder.resolve("metrics.jsonl"));
  }

  /** Writes both anew: rows behind the checkpoint that a run goes on from are made again. */
  void write(List<EpochReport> history) {
    EpochReport any = new EpochReport(1, 1, 1, 0, 0, 0, null, 0, Duration.ZERO);
    List<String> rows = new ArrayList<>(List.of(String.join(",", values(any).keySet())));
    history.forEach(report -> rows.add(row(report)));
    csv.write(rows);
    json.write(history.stream().map(this::object).toList());
  }

  void append(EpochReport report) {
    csv.append(row(report));
    json.append(object(report));
  }

  private String row(EpochReport report) {
    return values(report).values().stream()
        .map(value -> value == null ? "" : value.toString())
        .collect(Collectors.joining(","));
  }

  private String object(EpochReport report) {
    return GSON.toJson(values(report));
  }

  /** What is not known is null. */
  private Map<String, @Nullable Number> values(EpochReport report) {
    ModelScore score = report.validation();
    Map<String, @Nullable Number> values = new LinkedHashMap<>();
    values.put("epoch", report.epoch());
    values.put("step", report.step());
    values.put("rate", report.learningRate());
    values.put("loss", report.loss());
    values.put("accuracy", known(report.accuracy()));
    values.put("validation_loss", score == null ? null : known(score.loss()));
    values.put("validation_accuracy", score == null ? null : known(score.accuracy()));
    if (!values.containsKey("validation_" + metric)) {
      values.put("validation_" + metric, score == null ? null : known(score.value(metric)));
    }
    values.put("images_per_second", report.imagesPerSecond());
    values.put("seconds", report.duration().toNanos() / 1e9);
    return values;
  }

  private static @Nullable Double known(double value) {
    return Double.isNaN(value) ? null : value;
  }
}

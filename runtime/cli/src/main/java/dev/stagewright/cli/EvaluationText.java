package dev.stagewright.cli;

import dev.stagewright.metrics.Bootstrap;
import dev.stagewright.metrics.ClassScore;
import dev.stagewright.metrics.Interval;
import dev.stagewright.metrics.ReliabilityDiagram.Bin;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskDetails;
import dev.stagewright.training.EvaluationReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation for people, and for other programs.
 *
 * @param model that was evaluated
 * @param report on it
 * @param resamples that gave the intervals
 */
record EvaluationText(TrainedModel model, EvaluationReport report, int resamples) {

  /** More classes do not fit into a line; the JSON file has them. */
  private static final int MATRIX_CLASSES = 12;

  void print(PrintWriter out) {
    TaskDetails details = report.details();
    out.printf("task    %s%n", model.coding().task());
    out.printf(Locale.ROOT, "images  %d%n", report.evaluation().images());
    out.printf("loss    %s%n%n", text(report.evaluation().loss()));
    out.print(metrics());
    if (resamples > 0) {
      out.printf(Locale.ROOT, "%nIntervals: bootstrap, %d resamples.%n", resamples);
    }
    out.println("Baseline: tells the shares of the classes, or the mean value, every time.");
    if (!details.classes().isEmpty()) {
      out.println();
      out.print(classes());
    }
    if (!details.confusion().isEmpty() && model.labels().size() <= MATRIX_CLASSES) {
      out.println();
      out.print(confusion());
    }
  }

  private TextTable metrics() {
    boolean intervals = resamples > 0;
    TextTable table =
        intervals
            ? new TextTable("metric", "value", "95 % interval", "baseline")
            : new TextTable("metric", "value", "baseline");
    report
        .evaluation()
        .metrics()
        .forEach(
            (name, value) -> {
              List<String> cells = new ArrayList<>(List.of(name, text(value)));
              if (intervals) {
                cells.add(text(report.details().intervals().get(name)));
              }
              cells.add(text(report.details().baseline().get(name)));
              table.row(cells.toArray());
            });
    return table;
  }

  private TextTable classes() {
    boolean several = model.coding().task() == Task.MULTI_LABEL;
    TextTable table =
        new TextTable(several ? "label" : "class", "precision", "recall", "f1", "images");
    List<ClassScore> scores = report.details().classes();
    for (int i = 0; i < scores.size(); i++) {
      ClassScore score = scores.get(i);
      table.row(
          model.labels().get(i),
          text(score.precision()),
          text(score.recall()),
          text(score.f1()),
          score.examples());
    }
    return table;
  }

  private TextTable confusion() {
    List<String> titles = new ArrayList<>(List.of("is \\ found"));
    titles.addAll(model.labels());
    TextTable table = new TextTable(titles.toArray(String[]::new));
    List<List<Long>> counts = report.details().confusion();
    for (int i = 0; i < counts.size(); i++) {
      List<Object> cells = new ArrayList<>(List.of(model.labels().get(i)));
      cells.addAll(counts.get(i));
      table.row(cells.toArray());
    }
    return table;
  }

  /** Everything by name. */
  Map<String, @Nullable Object> figures() {
    TaskDetails details = report.details();
    Map<String, @Nullable Object> figures = new LinkedHashMap<>();
    figures.put("task", model.coding().task().toString());
    figures.put("images", report.evaluation().images());
    figures.put("loss", number(report.evaluation().loss()));
    figures.putAll(numbers(report.evaluation().metrics()));
    Map<String, @Nullable Object> intervals = new LinkedHashMap<>();
    details.intervals().forEach((name, interval) -> intervals.put(name, pair(interval)));
    figures.put("intervals", intervals);
    figures.put("resamples", resamples);
    figures.put("confidence", Bootstrap.CONFIDENCE);
    figures.put("baseline", numbers(details.baseline()));
    figures.put("labels", model.labels());
    figures.put("confusion_matrix", details.confusion());
    figures.put("classes", details.classes());
    figures.put(
        "reliability", details.reliability().bins().stream().map(EvaluationText::bin).toList());
    return figures;
  }

  private static Map<String, @Nullable Object> bin(Bin bin) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("from", bin.from());
    values.put("to", bin.to());
    values.put("examples", bin.examples());
    values.put("probability", number(bin.probability()));
    values.put("right", number(bin.right()));
    return values;
  }

  private static Map<String, @Nullable Object> numbers(Map<String, Double> values) {
    Map<String, @Nullable Object> numbers = new LinkedHashMap<>();
    values.forEach((name, value) -> numbers.put(name, number(value)));
    return numbers;
  }

  private static @Nullable Object pair(Interval interval) {
    return Double.isNaN(interval.low()) ? null : List.of(interval.low(), interval.high());
  }

  /** JSON has no NaN. */
  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static String text(@Nullable Interval interval) {
    return interval == null || Double.isNaN(interval.low())
        ? "not defined"
        : text(interval.low()) + " to " + text(interval.high());
  }

  private static String text(@Nullable Double value) {
    return value == null || Double.isNaN(value)
        ? "not defined"
        : String.format(Locale.ROOT, "%.4f", value);
  }
}

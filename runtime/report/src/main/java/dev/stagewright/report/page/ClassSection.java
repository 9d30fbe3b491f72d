package dev.stagewright.report.page;

import dev.stagewright.metrics.ClassScore;
import dev.stagewright.report.run.Predictions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How well each class is told from the others. */
final class ClassSection {

  /** More rows fill the page. */
  private static final int ROWS = 1000;

  private ClassSection() {}

  static void add(Html html, Predictions predictions) {
    List<ClassScore> scores = ClassScore.of(predictions.confusion());
    Table table =
        Table.open(
            html,
            "numbers",
            caption(scores.size()),
            List.of("class", "pictures", "precision", "recall", "F1"));
    shown(scores)
        .limit(ROWS)
        .forEach(
            index -> {
              ClassScore score = scores.get(index);
              table.row(
                  predictions.labels().get(index),
                  List.of(
                      Figures.grouped(score.examples()),
                      Figures.percent(score.precision()),
                      Figures.percent(score.recall()),
                      Figures.percent(score.f1())));
            });
    table.end();
  }

  /** In their order, unless there are too many: then the worst. */
  private static Stream<Integer> shown(List<ClassScore> scores) {
    Stream<Integer> indices = IntStream.range(0, scores.size()).boxed();
    return scores.size() <= ROWS
        ? indices
        : indices.sorted(Comparator.comparingDouble(index -> scores.get(index).f1()));
  }

  private static String caption(int classes) {
    String which =
        classes <= ROWS
            ? ""
            : "The %s classes of the lowest F1 of %s. ".formatted(ROWS, Figures.grouped(classes));
    return which
        + "Precision: the share of right ones among the pictures taken for the class. Recall: the"
        + " share of its pictures that were recognized.";
  }
}

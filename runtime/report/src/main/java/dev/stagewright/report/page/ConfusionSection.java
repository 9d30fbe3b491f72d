package dev.stagewright.report.page;

import dev.stagewright.report.run.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What was taken for what. */
final class ConfusionSection {

  /** A matrix of more classes cannot be read. */
  private static final int CLASSES = 30;

  private static final int PAIRS = 30;
  private static final int SHADES = 5;

  private record Pair(String truth, String predicted, long pictures, double share) {}

  private ConfusionSection() {}

  static void add(Html html, Predictions predictions) {
    long[][] counts = predictions.confusion();
    if (counts.length <= CLASSES) {
      matrix(html, predictions.labels(), counts);
    } else {
      pairs(html, predictions.labels(), counts);
    }
  }

  private static void matrix(Html html, List<String> labels, long[][] counts) {
    List<String> heads = new ArrayList<>(List.of("is \\ taken for"));
    heads.addAll(labels);
    Table table =
        Table.open(
            html,
            "confusion",
            "Held-out pictures; a row for each true class, a column for each predicted one. The"
                + " shade is the share of the row.",
            heads);
    for (int row = 0; row < counts.length; row++) {
      table.open(labels.get(row));
      double whole = LongStream.of(counts[row]).sum();
      for (int column = 0; column < counts.length; column++) {
        cell(html, counts[row][column], counts[row][column] / whole, row == column);
      }
      table.close();
    }
    table.end();
  }

  private static void cell(Html html, long count, double share, boolean right) {
    String style =
        count == 0
            ? "zero"
            : "s" + Math.max(1, Math.round(share * SHADES)) + (right ? " right" : "");
    html.element("td", Figures.grouped(count), "class", style);
  }

  private static void pairs(Html html, List<String> labels, long[][] counts) {
    List<Pair> pairs = new ArrayList<>();
    for (int row = 0; row < counts.length; row++) {
      double whole = LongStream.of(counts[row]).sum();
      int truth = row;
      IntStream.range(0, counts.length)
          .filter(column -> column != truth && counts[truth][column] > 0)
          .mapToObj(
              column ->
                  new Pair(
                      labels.get(truth),
                      labels.get(column),
                      counts[truth][column],
                      counts[truth][column] / whole))
          .forEach(pairs::add);
    }
    pairs.sort(Comparator.comparingLong(Pair::pictures).reversed());
    Table table =
        Table.open(
            html,
            "numbers",
            "The %s most frequent of %s confusions among %s classes"
                .formatted(
                    Math.min(PAIRS, pairs.size()), Figures.grouped(pairs.size()), labels.size()),
            List.of("is", "taken for", "pictures", "share of the class"));
    pairs.stream()
        .limit(PAIRS)
        .forEach(
            pair ->
                table.row(
                    pair.truth(),
                    List.of(
                        pair.predicted(),
                        Figures.grouped(pair.pictures()),
                        Figures.percent(pair.share()))));
    table.end();
  }
}

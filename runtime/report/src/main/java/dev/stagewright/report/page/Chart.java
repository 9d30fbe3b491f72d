package dev.stagewright.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lines over epochs.
 *
 * @param title the quantity, for example {@code loss}
 * @param epochs ascending
 * @param lines as long as {@code epochs}
 */
record Chart(String title, List<Integer> epochs, List<Line> lines) {

  /** More than that many places cannot be told apart, and fill the page. */
  private static final int PLACES = 500;

  Chart {
    epochs = List.copyOf(epochs);
    lines = List.copyOf(lines);
  }

  /** The same with at most 500 epochs, the first and the last among them. */
  Chart thinned() {
    int size = epochs.size();
    if (size <= PLACES) {
      return this;
    }
    int[] kept =
        IntStream.range(0, PLACES)
            .map(i -> (int) Math.round(i * (size - 1.0) / (PLACES - 1)))
            .toArray();
    return new Chart(
        title,
        pick(epochs, kept),
        lines.stream()
            .map(line -> new Line(line.label(), line.style(), pick(line.values(), kept)))
            .toList());
  }

  private static <T> List<T> pick(List<T> list, int[] kept) {
    List<T> picked = new ArrayList<>();
    for (int i : kept) {
      picked.add(list.get(i));
    }
    return picked;
  }

  /** In a heading. */
  String heading() {
    return Character.toUpperCase(title.charAt(0)) + title.substring(1);
  }
}

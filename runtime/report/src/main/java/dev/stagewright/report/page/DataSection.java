package dev.stagewright.report.page;

import dev.stagewright.report.run.DataSummary;
import dev.stagewright.report.run.RunData;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** How many pictures there are of what. */
final class DataSection {

  private static final int ROWS = 1000;

  private DataSection() {}

  /** By class, and by part where a part's classes are not known: that for testing. */
  static void add(Html html, RunData run) {
    run.classes().ifPresent(classes -> add(html, classes));
    run.data()
        .filter(data -> !run.classes().map(DataSummary::parts).equals(Optional.of(data.parts())))
        .ifPresent(data -> add(html, data));
  }

  private static void add(Html html, DataSummary data) {
    boolean hasClasses = !data.counts().containsKey("");
    List<String> heads = new ArrayList<>(List.of(hasClasses ? "class" : "pictures"));
    heads.addAll(data.parts());
    String caption = hasClasses ? caption(data.counts().size()) : "Pictures by part";
    Table table = Table.open(html, "numbers", caption, heads);
    if (hasClasses) {
      data.counts().entrySet().stream()
          .limit(ROWS)
          .forEach(row -> table.row(row.getKey(), grouped(row.getValue())));
    }
    table.row(
        "all",
        IntStream.range(0, data.parts().size())
            .mapToObj(part -> Figures.grouped(data.total(part)))
            .toList());
    table.end();
  }

  private static String caption(int classes) {
    return classes <= ROWS
        ? "Pictures by class and part"
        : "Pictures by class and part; the first %s of %s classes"
            .formatted(ROWS, Figures.grouped(classes));
  }

  private static List<String> grouped(List<Integer> counts) {
    return counts.stream().map(count -> Figures.grouped(count)).toList();
  }
}

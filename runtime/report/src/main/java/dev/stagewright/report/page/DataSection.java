package dev.stagewright.report.page;

import dev.stagewright.report.run.DataSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** How many pictures there are of what. */
final class DataSection {

  private static final int ROWS = 1000;

  private DataSection() {}

  static void add(Html html, DataSummary data) {
    List<String> heads = new ArrayList<>(List.of("class"));
    heads.addAll(data.parts());
    int classes = data.counts().size();
    String caption =
        classes <= ROWS
            ? "Pictures by class and part"
            : "Pictures by class and part; the first %s of %s classes"
                .formatted(ROWS, Figures.grouped(classes));
    Table table = Table.open(html, "numbers", caption, heads);
    if (!data.counts().containsKey("")) {
      data.counts().entrySet().stream()
          .limit(ROWS)
          .forEach(
              row ->
                  table.row(
                      row.getKey(),
                      row.getValue().stream().map(count -> Figures.grouped(count)).toList()));
    }
    table.row(
        "all",
        IntStream.range(0, data.parts().size())
            .mapToObj(part -> Figures.grouped(data.total(part)))
            .toList());
    table.end();
  }
}

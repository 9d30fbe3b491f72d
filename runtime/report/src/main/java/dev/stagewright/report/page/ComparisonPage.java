package dev.stagewright.report.page;

import dev.stagewright.report.run.RunData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Several runs: their curves over each other, and what differs in their plans. */
public final class ComparisonPage {

  private static final String MISSING = "–";

  private final List<RunData> runs;
  private final List<String> names;

  private ComparisonPage(List<RunData> runs, List<String> names) {
    this.runs = List.copyOf(runs);
    this.names = List.copyOf(names);
  }

  /**
   * Makes the page.
   *
   * @param runs what their files say
   * @param names what to call them, each another
   * @return HTML
   */
  public static String of(List<RunData> runs, List<String> names) {
    return new ComparisonPage(runs, names).render();
  }

  private String render() {
    Charts charts = new Charts();
    List<Chart> lines = RunCharts.of(runs, names);
    return new Page(
            "%s training runs".formatted(runs.size()),
            html -> html.element("p", String.join(", ", names), "class", "quiet"))
        .section("results", "Last epoch", html -> results(html, lines))
        .section("curves", "Curves", html -> charts.add(html, lines))
        .section("plans", "What differs in the plans", this::plans)
        .with(charts);
  }

  private void results(Html html, List<Chart> charts) {
    List<String> heads = new ArrayList<>(List.of("run", "epochs"));
    charts.forEach(chart -> heads.add(chart.title()));
    Table table = Table.open(html, "numbers", "After the last epoch of each run", heads);
    for (int i = 0; i < runs.size(); i++) {
      String name = names.get(i);
      List<Integer> epochs = runs.get(i).curves().epochs();
      List<String> cells = new ArrayList<>();
      cells.add(epochs.isEmpty() ? "0" : String.valueOf(epochs.get(epochs.size() - 1)));
      for (Chart chart : charts) {
        cells.add(
            chart.lines().stream()
                .filter(line -> line.label().equals(name))
                .map(line -> Figures.of(line.last()))
                .findFirst()
                .orElse(MISSING));
      }
      table.row(name, cells);
    }
    table.end();
  }

  private void plans(Html html) {
    Set<String> settings = new LinkedHashSet<>();
    runs.forEach(run -> settings.addAll(run.plan().keySet()));
    Map<String, List<String>> different = new LinkedHashMap<>();
    for (String setting : settings) {
      List<String> values =
          runs.stream().map(run -> run.plan().getOrDefault(setting, MISSING)).toList();
      if (values.stream().distinct().count() > 1) {
        different.put(setting, values);
      }
    }
    if (settings.isEmpty()) {
      html.element("p", "The runs have no plan.yaml.");
    } else if (different.isEmpty()) {
      html.element("p", "Nothing: all %s settings are alike.".formatted(settings.size()));
    } else {
      table(html, different, settings.size());
    }
  }

  private void table(Html html, Map<String, List<String>> different, int settings) {
    List<String> heads = new ArrayList<>(List.of("setting"));
    heads.addAll(names);
    Table table = Table.open(html, "plans", "Settings in plan.yaml that are not alike", heads);
    different.forEach(
        (setting, values) ->
            table.row(setting, values.stream().map(SettingsSection::shortened).toList()));
    table.end();
    html.element(
        "p",
        "The other %s settings are alike.".formatted(settings - different.size()),
        "class",
        "same");
  }
}

package dev.stagewright.report.page;

import dev.stagewright.report.run.RunEvent;
import java.util.List;

/** What happened in a run, and what somebody should look at. */
final class EventSection {

  private static final int ROWS = 200;

  private EventSection() {}

  static void warnings(Html html, List<RunEvent> warnings) {
    html.open("ul", "class", "warnings");
    latest(warnings)
        .forEach(warning -> html.element("li", SettingsSection.shortened(warning.text())));
    html.close();
  }

  static void all(Html html, List<RunEvent> events) {
    String caption =
        events.size() <= ROWS
            ? "All that happened"
            : "The last %s of %s events".formatted(ROWS, Figures.grouped(events.size()));
    Table table = Table.open(html, "events", caption, List.of("time", "kind", "what"));
    latest(events)
        .forEach(
            event ->
                table.row(
                    event.time(), List.of(event.kind(), SettingsSection.shortened(event.text()))));
    table.end();
  }

  private static List<RunEvent> latest(List<RunEvent> events) {
    return events.subList(Math.max(0, events.size() - ROWS), events.size());
  }
}

package dev.stagewright.report.page;

import java.util.List;
import java.util.Map;

/** How the run was made, and how to make it again. */
final class SettingsSection {

  /** A list of a thousand classes, for example. */
  private static final int LENGTH = 2000;

  private SettingsSection() {}

  static void table(Html html, String caption, Map<String, String> values) {
    Table table = Table.open(html, "settings", caption, List.of("name", "value"));
    values.forEach((name, value) -> table.row(name, List.of(shortened(value))));
    table.end();
  }

  static String shortened(String value) {
    return value.length() <= LENGTH
        ? value
        : "%s... (%s characters)"
            .formatted(value.substring(0, LENGTH), Figures.grouped(value.length()));
  }
}

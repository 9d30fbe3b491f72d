package dev.stagewright.report.run;

import java.util.List;

/**
 * A number that changes from epoch to epoch.
 *
 * @param name as in {@code metrics.jsonl}, members of members with a dot between
 * @param values one an epoch; NaN where there is none
 */
public record Curve(String name, List<Double> values) {

  /** Copies the list. */
  public Curve {
    values = List.copyOf(values);
  }

  /**
   * The last value.
   *
   * @return NaN if there is none
   */
  public double last() {
    return values.isEmpty() ? Double.NaN : values.get(values.size() - 1);
  }
}

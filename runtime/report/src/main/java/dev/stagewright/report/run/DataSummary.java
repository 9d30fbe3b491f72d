package dev.stagewright.report.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many pictures a run had.
 *
 * @param parts for example {@code training} and {@code validation}, in order
 * @param counts by class how many are in each part; one row without a name where classes are not
 *     known
 */
public record DataSummary(List<String> parts, Map<String, List<Integer>> counts) {

  /** Copies list and map, keeping their order. */
  public DataSummary {
    parts = List.copyOf(parts);
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /**
   * All pictures of a part.
   *
   * @param part its index
   * @return their number
   */
  public int total(int part) {
    return counts.values().stream().mapToInt(row -> row.get(part)).sum();
  }
}

package dev.stagewright.report.run;

import java.util.List;

/**
 * Something that happened in a run.
 *
 * @param time as the file tells it; empty if it does not
 * @param kind for example {@code warning}
 * @param text what happened
 */
public record RunEvent(String time, String kind, String text) {

  private static final List<String> WARNINGS = List.of("warning", "advice", "failed");

  /**
   * Whether somebody should look at it.
   *
   * @return true for warnings, advice, and what ended the run
   */
  public boolean isWarning() {
    return WARNINGS.contains(kind);
  }
}

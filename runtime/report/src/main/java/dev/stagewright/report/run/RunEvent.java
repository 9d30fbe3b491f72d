package dev.stagewright.report.run;

/**
 * Something that happened in a run.
 *
 * @param time as the file tells it; empty if it does not
 * @param kind for example {@code warning}
 * @param text what happened
 */
public record RunEvent(String time, String kind, String text) {

  /**
   * Whether somebody should look at it.
   *
   * @return true for warnings, and for what ended the run
   */
  public boolean isWarning() {
    return kind.equals("warning") || kind.equals("failed");
  }
}

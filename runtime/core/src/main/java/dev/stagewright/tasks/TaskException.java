package dev.stagewright.tasks;

import dev.stagewright.errors.StagewrightException;

/** Targets, losses or thresholds do not fit a task; the message says what was expected. */
public class TaskException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the setting, what was found and what was expected
   */
  public TaskException(String message) {
    super(Kind.USAGE, message, null);
  }
}

package dev.stagewright.training;

import dev.stagewright.errors.StagewrightException;

/** A plan cannot be carried out; the message says why and what to change. */
public class TrainingException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the setting or event, what was found and what was expected
   */
  public TrainingException(String message) {
    this(Kind.FAILURE, message);
  }

  /**
   * Makes the exception.
   *
   * @param kind who has to change something
   * @param message the setting or event, what was found and what was expected
   */
  public TrainingException(Kind kind, String message) {
    super(kind, message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message the setting or event, what was found and what was expected
   * @param cause what failed underneath
   */
  public TrainingException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}

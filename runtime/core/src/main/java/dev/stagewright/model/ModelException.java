package dev.stagewright.model;

import dev.stagewright.errors.StagewrightException;

/** A model cannot be saved, loaded or used; the message names the file and what was expected. */
public class ModelException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the file or graph, what was found and what was expected
   */
  public ModelException(String message) {
    super(Kind.FAILURE, message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message the file or graph, what was found and what was expected
   * @param cause what failed underneath
   */
  public ModelException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}

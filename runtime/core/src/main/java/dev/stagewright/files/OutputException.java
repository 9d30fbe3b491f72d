package dev.stagewright.files;

import dev.stagewright.errors.StagewrightException;

/** An output cannot be written; the message names it and tells what became of it. */
public class OutputException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the output, what was found and what to do
   */
  public OutputException(String message) {
    super(Kind.FAILURE, message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message the output, what was found and what to do
   * @param cause what failed underneath
   */
  public OutputException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}

package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException;

/** Images cannot be read or do not fit; the message names the file and what was expected. */
public class DataException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the file or setting, what was found and what was expected
   */
  public DataException(String message) {
    super(Kind.FAILURE, message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message the file or setting, what was found and what was expected
   * @param cause what failed underneath
   */
  public DataException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }

  /**
   * Makes the exception.
   *
   * @param kind who has to change something
   * @param message the file or setting, what was found and what was expected
   */
  public DataException(Kind kind, String message) {
    super(kind, message, null);
  }
}

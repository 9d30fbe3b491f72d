package dev.stagewright.data;

/** Images cannot be read or do not fit; the message names the file and what was expected. */
public class DataException extends RuntimeException {

  /**
   * Makes the exception.
   *
   * @param message the file or setting, what was found and what was expected
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * Makes the exception.
   *
   * @param message the file or setting, what was found and what was expected
   * @param cause what failed underneath
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}

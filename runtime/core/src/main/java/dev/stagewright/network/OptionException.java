package dev.stagewright.network;

import dev.stagewright.errors.StagewrightException;

/** An option of a network has a value that cannot be; the message names both and says what can. */
public class OptionException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the option, what was found and what was expected
   */
  public OptionException(String message) {
    super(Kind.USAGE, message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message the option, what was found and what was expected
   * @param cause what failed underneath
   */
  public OptionException(String message, Throwable cause) {
    super(Kind.USAGE, message, cause);
  }
}

package dev.stagewright.network;

/** An option of a network has a value that cannot be; the message names both and says what can. */
public class OptionException extends IllegalArgumentException {

  /**
   * Makes the exception.
   *
   * @param message the option, what was found and what was expected
   */
  public OptionException(String message) {
    super(message);
  }
}

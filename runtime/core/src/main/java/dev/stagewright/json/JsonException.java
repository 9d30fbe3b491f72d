package dev.stagewright.json;

import dev.stagewright.errors.StagewrightException;

/** JSON is not what was expected; the message names the member, what was found and expected. */
public class JsonException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the member, what was found and what was expected
   * @param cause what failed underneath
   */
  public JsonException(String message, Throwable cause) {
    super(Kind.USAGE, message, cause);
  }
}

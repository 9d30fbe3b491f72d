package dev.stagewright.weights;

import dev.stagewright.errors.StagewrightException;

/**
 * Weights cannot be obtained, read or loaded; the message names the file and layer and what to do.
 */
public class WeightsException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the file or layer, what was found and what was expected
   */
  public WeightsException(String message) {
    super(Kind.FAILURE, message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message the file or layer, what was found and what was expected
   * @param cause what failed underneath
   */
  public WeightsException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }

  /**
   * Makes the exception.
   *
   * @param kind who has to change something
   * @param message the file or setting, what was found and what was expected
   */
  public WeightsException(Kind kind, String message) {
    super(kind, message, null);
  }
}

package dev.stagewright.prediction;

import dev.stagewright.errors.StagewrightException;

/** A prediction is asked for that cannot be; the message says what was found and expected. */
public class PredictionException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the argument, what was found and what was expected
   */
  public PredictionException(String message) {
    super(Kind.USAGE, message, null);
  }
}

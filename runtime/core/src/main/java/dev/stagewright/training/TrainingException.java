package dev.stagewright.training;

/** A plan cannot be carried out; the message says why and what to change. */
public class TrainingException extends RuntimeException {

  /**
   * Makes the exception.
   *
   * @param message the setting or event, what was found and what was expected
   */
  public TrainingException(String message) {
    super(message);
  }
}

package dev.stagewright.model;

/** A model cannot be saved, loaded or used; the message names the file and what was expected. */
public class ModelException extends RuntimeException {

  /**
   * Makes the exception.
   *
   * @param message the file or graph, what was found and what was expected
   */
  public ModelException(String message) {
    super(message);
  }

  /**
   * Makes the exception.
   *
   * @param message the file or graph, what was found and what was expected
   * @param cause what failed underneath
   */
  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.stagewright.catalog;

import dev.stagewright.errors.StagewrightException;

/** A network cannot be found or described; the message says what was looked for and where. */
public class CatalogException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message what was found and what was expected
   */
  public CatalogException(String message) {
    super(Kind.FAILURE, message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message what was found and what was expected
   * @param cause what failed underneath
   */
  public CatalogException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}

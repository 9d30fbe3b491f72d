package dev.stagewright.catalog;

/** A network cannot be found or described; the message says what was looked for and where. */
public class CatalogException extends RuntimeException {

  /**
   * Makes the exception.
   *
   * @param message what was found and what was expected
   */
  public CatalogException(String message) {
    super(message);
  }

  /**
   * Makes the exception.
   *
   * @param message what was found and what was expected
   * @param cause what failed underneath
   */
  public CatalogException(String message, Throwable cause) {
    super(message, cause);
  }
}

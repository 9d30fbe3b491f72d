package dev.stagewright.tables;

import dev.stagewright.errors.StagewrightException;

/** A table cannot be read; the message names its file, what was found and what was expected. */
public final class TableException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the file and row, what was found and what was expected
   */
  public TableException(String message) {
    super(Kind.FAILURE, message, null);
  }

  TableException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}

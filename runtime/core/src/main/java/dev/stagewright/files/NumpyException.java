package dev.stagewright.files;

import dev.stagewright.errors.StagewrightException;

/**
 * A .npy or .npz file cannot be used; the message names it, what was found and what was expected.
 */
public final class NumpyException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the file, what was found and what was expected
   */
  public NumpyException(String message) {
    super(Kind.FAILURE, message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message the file, what was found and what was expected
   * @param cause what failed underneath
   */
  public NumpyException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}

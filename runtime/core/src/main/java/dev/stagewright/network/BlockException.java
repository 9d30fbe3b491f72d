package dev.stagewright.network;

import dev.stagewright.errors.StagewrightException;

/** A block of the user's own is not what its stage declares; the message names both. */
public class BlockException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the class and block, what was found and what was expected
   */
  public BlockException(String message) {
    super(Kind.FAILURE, message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message the class and block, what was found and what was expected
   * @param cause what failed underneath
   */
  public BlockException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}

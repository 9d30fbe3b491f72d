package dev.stagewright.engine;

import dev.stagewright.errors.StagewrightException;

/**
 * An array is not what a graph reads; the message names the input, the shape that was found and the
 * one that the graph wants. The graph goes on with the next array.
 */
public final class InputException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message the input, what was found and what was expected
   */
  public InputException(String message) {
    super(Kind.USAGE, message, null);
  }
}

package dev.stagewright.cli;

import dev.stagewright.errors.StagewrightException;

/** A .npy file cannot be used; the message names it, what was found and what was expected. */
final class NumpyException extends StagewrightException {

  NumpyException(String message) {
    super(Kind.FAILURE, message, null);
  }

  NumpyException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}

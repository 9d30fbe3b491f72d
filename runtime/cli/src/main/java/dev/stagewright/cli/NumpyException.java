package dev.stagewright.cli;

/** A .npy file cannot be used; the message names it, what was found and what was expected. */
final class NumpyException extends RuntimeException {

  NumpyException(String message) {
    super(message);
  }

  NumpyException(String message, Throwable cause) {
    super(message, cause);
  }
}

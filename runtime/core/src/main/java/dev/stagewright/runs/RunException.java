package dev.stagewright.runs;

import dev.stagewright.errors.StagewrightException;
import org.jspecify.annotations.Nullable;

/** A run's folder cannot be used; the message names it, what was found and what to do. */
public class RunException extends StagewrightException {

  private RunException(Kind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }

  /** What was asked for cannot be. */
  static RunException usage(String message) {
    return new RunException(Kind.USAGE, message, null);
  }

  /** Something else failed. */
  static RunException failure(String message, @Nullable Throwable cause) {
    return new RunException(Kind.FAILURE, message, cause);
  }
}

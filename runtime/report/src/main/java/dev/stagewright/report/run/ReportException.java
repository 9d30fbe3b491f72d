package dev.stagewright.report.run;

import dev.stagewright.errors.StagewrightException;
import org.jspecify.annotations.Nullable;

/** A file of a run is not what it should be; the message names the file and the line. */
public final class ReportException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param message file, line, what was found and what was expected
   * @param cause what failed underneath, or null
   */
  public ReportException(String message, @Nullable Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}

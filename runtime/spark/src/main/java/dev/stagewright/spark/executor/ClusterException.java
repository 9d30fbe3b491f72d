package dev.stagewright.spark.executor;

import dev.stagewright.errors.StagewrightException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something cannot be done on this cluster; the message says what, where and what to do. It has no
 * cause, so that it always comes through Spark's serialization from an executor to the driver.
 */
public final class ClusterException extends StagewrightException {

  private ClusterException(Kind kind, String message) {
    super(kind, message, null);
  }

  /**
   * The request asks for something that cannot be done.
   *
   * @param message what was found, what was expected and what to do
   */
  public static ClusterException usage(String message) {
    return new ClusterException(Kind.USAGE, message);
  }

  /**
   * The request is fine, but a file or a machine failed it.
   *
   * @param message what was found, what was expected and what to do
   */
  public static ClusterException failure(String message) {
    return new ClusterException(Kind.FAILURE, message);
  }

  /**
   * The same fault in a form that an executor can send.
   *
   * @param fault any of ours
   * @return with its kind and its message
   */
  public static ClusterException of(StagewrightException fault) {
    return fault instanceof ClusterException known
        ? known
        : new ClusterException(fault.kind(), String.valueOf(fault.getMessage()));
  }

  /**
   * Finds what an executor sent in what Spark throws at the driver.
   *
   * @param fault of a job
   * @return the innermost of our faults, if there is one
   */
  public static Optional<StagewrightException> in(Throwable fault) {
    StagewrightException found = null;
    for (@Nullable Throwable each = fault; each != null; each = each.getCause()) {
      if (each instanceof StagewrightException known) {
        found = known;
      }
    }
    return Optional.ofNullable(found);
  }
}

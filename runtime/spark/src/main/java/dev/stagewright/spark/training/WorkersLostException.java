package dev.stagewright.spark.training;

import dev.stagewright.errors.StagewrightException;
import java.util.List;

/** A job failed, most likely with an executor: the run can be taken up from its last checkpoint. */
final class WorkersLostException extends StagewrightException {

  private final transient List<String> places;

  /**
   * A failure.
   *
   * @param places of the replicas when the job began
   */
  WorkersLostException(String message, Throwable cause, List<String> places) {
    super(Kind.FAILURE, message, cause);
    this.places = List.copyOf(places);
  }

  List<String> places() {
    return places;
  }
}

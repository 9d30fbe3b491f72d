package dev.stagewright.reporting;

import dev.stagewright.catalog.NetworkDescription;
import org.jspecify.annotations.Nullable;

/**
 * What a report tells that the files of the run do not.
 *
 * @param network what was trained; null if there is no description of it
 * @param pictures what there is to see so far
 */
public record RunFacts(@Nullable NetworkDescription network, RunPictures pictures) {

  /** Nothing but the run's files. */
  public static final RunFacts NONE = new RunFacts(null, RunPictures.NONE);

  /**
   * The same with other pictures.
   *
   * @param others what there is to see now
   * @return the facts
   */
  public RunFacts with(RunPictures others) {
    return new RunFacts(network, others);
  }
}

package dev.stagewright.training;

import dev.stagewright.model.TrainedModel;
import java.time.Duration;
import java.util.List;

/**
 * What a training leaves.
 *
 * @param model the network with labels, input and provenance
 * @param history one report per epoch
 * @param duration of the whole run
 */
public record TrainingResult(TrainedModel model, List<EpochReport> history, Duration duration) {

  /** Copies the list. */
  public TrainingResult {
    history = List.copyOf(history);
  }

  /**
   * The last epoch.
   *
   * @return its report
   */
  public EpochReport last() {
    return history.get(history.size() - 1);
  }
}

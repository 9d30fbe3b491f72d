package dev.stagewright.training;

import dev.stagewright.model.TrainedModel;
import java.time.Duration;
import java.util.List;

/**
 * What a training run leaves.
 *
 * @param model the network with labels, input and provenance
 * @param state where the run has come to; {@link TrainingSession#proceed} goes on from there
 * @param ending why it ended
 * @param duration of the whole run
 */
public record TrainingResult(
    TrainedModel model, TrainingState state, Ending ending, Duration duration) {

  /**
   * The epochs.
   *
   * @return one report per epoch that was finished
   */
  public List<EpochReport> history() {
    return state.history();
  }

  /**
   * The last epoch that was finished.
   *
   * @return its report
   * @throws IndexOutOfBoundsException if the run was stopped in its first epoch
   */
  public EpochReport last() {
    return history().get(history().size() - 1);
  }
}

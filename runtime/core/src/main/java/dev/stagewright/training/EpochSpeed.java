package dev.stagewright.training;

import java.time.Duration;

/** How fast an epoch goes, counted from where this run entered it. */
final class EpochSpeed {

  private final TrainingState state;
  private final Pace pace;
  private final int stepsOfEpoch;
  private final long start = System.nanoTime();
  private final int before;

  /**
   * Starts to count.
   *
   * @param stepsOfEpoch how many steps an epoch has
   */
  EpochSpeed(TrainingState state, Pace pace, int stepsOfEpoch) {
    this.state = state;
    this.pace = pace;
    this.stepsOfEpoch = stepsOfEpoch;
    this.before = state.progress().images();
  }

  double imagesPerSecond() {
    int images = state.progress().images() - before;
    return images * 1e9 / Math.max(1, System.nanoTime() - start);
  }

  BatchReport report(int imagesOfEpoch) {
    EpochProgress progress = state.progress();
    int epochs = state.plan().epochs();
    int epochsLeft = epochs - state.epoch();
    double speed = imagesPerSecond();
    double stepsLeft = pace.stepsAt(state.steps()) - state.steps();
    double imagesLeft = stepsLeft * imagesOfEpoch / stepsOfEpoch;
    double secondsLeft = imagesLeft / speed + (epochsLeft + 1) * state.timeSpent().validation();
    return new BatchReport(
        state.epoch(),
        epochs,
        progress.batches(),
        stepsOfEpoch,
        progress.images(),
        imagesOfEpoch,
        progress.lastLoss(),
        progress.loss(),
        progress.accuracy(),
        speed,
        Duration.ofMillis((long) (1000 * secondsLeft)));
  }
}

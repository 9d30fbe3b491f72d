package dev.stagewright.training;

import java.util.List;
import java.util.Map;

/**
 * What a checkpoint holds besides arrays, as JSON.
 *
 * @param format grows when an older reader would misread a newer file
 * @param plan what the run does
 * @param data digests of the images by their use, as the caller gave them
 * @param steps how many the run has made
 * @param optimizerSteps how many the optimizer has made, from which Adam's correction follows
 * @param iteration the graph's count of batches, from which masks follow
 * @param graphEpoch the graph's count of epochs, from which the images' order follows
 * @param progress of the epoch that was going on
 * @param firstLoss NaN before the first step
 * @param timeSpent of a run with a time
 * @param history the epochs that were done
 * @param arrays how many values each array has
 * @param versions of everything that took part, by name
 * @param environment the machine, and the engine with its settings, by name
 */
record CheckpointHeader(
    int format,
    TrainingPlan plan,
    Map<String, String> data,
    int steps,
    int optimizerSteps,
    int iteration,
    int graphEpoch,
    EpochProgress progress,
    double firstLoss,
    TimeSpent timeSpent,
    List<EpochReport> history,
    Map<String, Long> arrays,
    Map<String, String> versions,
    Map<String, String> environment) {

  static final String ENTRY = "checkpoint.json";
  static final int FORMAT = 1;

  CheckpointHeader with(TrainingPlan other) {
    return new CheckpointHeader(
        format,
        other,
        data,
        steps,
        optimizerSteps,
        iteration,
        graphEpoch,
        progress,
        firstLoss,
        timeSpent,
        history,
        arrays,
        versions,
        environment);
  }
}

package dev.stagewright.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.model.TrainedModel;

/** Makes a model's probabilities as sure as they are right. */
public final class Calibration {

  private Calibration() {}

  /**
   * Gives a model the temperature that makes its cross-entropy least. Its graph is the same, and so
   * is which class it names.
   *
   * @param model the model
   * @param validation labeled images that it was not trained on
   * @param batchSize how many images to compute at once
   * @return the model with the temperature in its coding
   * @throws dev.stagewright.tasks.TaskException if the task has no probabilities, or no temperature
   *     fits; see {@link dev.stagewright.tasks.TaskCoding#calibrated}
   */
  public static TrainedModel of(TrainedModel model, ImageSource validation, int batchSize) {
    OutputPass.Collected collected = Evaluation.collect(model, validation, batchSize);
    return new TrainedModel(
        model.graph(),
        model.labels(),
        model.input(),
        model.coding().calibrated(collected.values(), collected.targets()),
        model.provenance());
  }
}

package dev.stagewright.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.MetricOptions;
import dev.stagewright.tasks.TaskDetails;

/**
 * What is measured of a model on labeled images, and how far to trust it.
 *
 * @param evaluation the metrics
 * @param details intervals, baseline, classes, reliability
 */
public record EvaluationReport(Evaluation evaluation, TaskDetails details) {

  /** Of the resamples that give the intervals. */
  public static final long SEED = 1;

  /**
   * Tries a model on images that it was not trained on. All outputs are kept in memory.
   *
   * @param model the model
   * @param source labeled images with the model's labels
   * @param batchSize how many images to compute at once
   * @param options what metrics leave open
   * @param resamples how often images are drawn anew for the intervals, 0 for none
   * @return the report, the same every time
   * @throws dev.stagewright.model.ModelException if the labels' numbers differ
   * @throws dev.stagewright.data.DataException if the images do not fit the model's task
   */
  public static EvaluationReport of(
      TrainedModel model, ImageSource source, int batchSize, MetricOptions options, int resamples) {
    OutputPass.Collected collected = Evaluation.collect(model, source, batchSize);
    double[][] values = collected.values();
    double[][] targets = collected.targets();
    return new EvaluationReport(
        Evaluation.of(model.coding(), collected, options),
        TaskDetails.of(model.coding(), values, targets, options, resamples, SEED));
  }
}

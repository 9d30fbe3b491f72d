package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageSource;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.MetricOptions;
import dev.stagewright.tasks.TaskCoding;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How well a network does on labeled images.
 *
 * @param loss mean over the images, penalties included as in Keras. It is computed from float32
 *     probabilities: a softmax's below 2^-149 and a sigmoid's above 1 - 2^-25 count as that
 * @param accuracy share of images whose outputs were right, from 0 to 1; NaN if unknown
 * @param images how many images were tried
 * @param metrics further ones by name: what the plan's {@link Selection} goes by
 */
public record ModelScore(double loss, double accuracy, int images, Map<String, Double> metrics) {

  /** Copies the map. */
  public ModelScore {
    metrics = Map.copyOf(metrics);
  }

  /**
   * A score without further metrics.
   *
   * @param loss mean over the images, penalties included
   * @param accuracy from 0 to 1; NaN if unknown
   * @param images how many images were tried
   */
  public ModelScore(double loss, double accuracy, int images) {
    this(loss, accuracy, images, Map.of());
  }

  /**
   * A metric by its name.
   *
   * @param metric {@code loss}, {@code accuracy} or one of {@link #metrics}
   * @return NaN if it was not measured
   */
  public double value(String metric) {
    return switch (metric) {
      case Selection.LOSS -> loss;
      case Selection.ACCURACY -> accuracy;
      default -> metrics.getOrDefault(metric, Double.NaN);
    };
  }

  /** The same with one metric more. */
  ModelScore with(String metric, TaskCoding coding, OutputPass.Collected collected) {
    Map<String, Double> all =
        coding.metrics(collected.values(), collected.targets(), MetricOptions.DEFAULT);
    return new ModelScore(
        loss, accuracy, images, Map.of(metric, all.getOrDefault(metric, Double.NaN)));
  }

  /**
   * Tries a model on images that it was not trained on.
   *
   * @param model the model
   * @param source labeled images with the model's labels
   * @param batchSize how many images to compute at once
   * @return the score
   * @throws dev.stagewright.model.ModelException if the labels' numbers differ
   * @throws dev.stagewright.data.DataException if the images do not fit the model's task
   */
  public static ModelScore of(TrainedModel model, ImageSource source, int batchSize) {
    TaskHead.of(model.graph(), source.labels());
    source.checkTargets(model.coding().task());
    try (ImageBatches images =
        ImageBatches.inOrder(source, model.input(), model.coding(), batchSize)) {
      OutputPass pass = new OutputPass(model.graph(), model.input(), model.coding());
      return of(pass, images, (outputs, targets) -> {});
    }
  }

  /** One forward pass per batch gives both, loss and accuracy; somebody else may look on. */
  static ModelScore of(OutputPass pass, ImageBatches images, OutputPass.Batch onlooker) {
    double[] correct = {0};
    int[] count = {0};
    double loss =
        pass.run(
            images,
            (outputs, targets) -> {
              onlooker.on(outputs, targets);
              OptionalInt right = pass.task().correct(outputs, targets);
              correct[0] += right.isPresent() ? right.getAsInt() : Double.NaN;
              count[0] += (int) targets.size(0);
            });
    return new ModelScore(loss, correct[0] / count[0], count[0]);
  }
}

package dev.stagewright.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.MetricOptions;
import dev.stagewright.tasks.TaskCoding;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that is measured of a model on labeled images.
 *
 * @param images how many images were tried
 * @param loss as {@link ModelScore#loss}
 * @param metrics those that fit the model's task, by name, in the order to show; NaN where one is
 *     not defined for these images
 */
public record Evaluation(int images, double loss, Map<String, Double> metrics) {

  /** Copies the map, keeping its order. */
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * Tries a model on images that it was not trained on. All outputs are kept in memory.
   *
   * @param model the model
   * @param source labeled images with the model's labels
   * @param batchSize how many images to compute at once
   * @param options what metrics leave open
   * @return the metrics
   * @throws dev.stagewright.model.ModelException if the labels' numbers differ
   * @throws dev.stagewright.data.DataException if the images do not fit the model's task
   */
  public static Evaluation of(
      TrainedModel model, ImageSource source, int batchSize, MetricOptions options) {
    return of(model.coding(), collect(model, source, batchSize), options);
  }

  static Evaluation of(TaskCoding coding, OutputPass.Collected collected, MetricOptions options) {
    double[][] values = collected.values();
    return new Evaluation(
        values.length, collected.loss(), coding.metrics(values, collected.targets(), options));
  }

  /** Checks that the images fit the model, and computes them. */
  static OutputPass.Collected collect(TrainedModel model, ImageSource source, int batchSize) {
    TaskHead.of(model.graph(), source.labels());
    source.checkTargets(model.coding().task());
    return new OutputPass(model.graph(), model.input(), model.coding()).collect(source, batchSize);
  }
}

package dev.stagewright.training;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.TaskCoding;
import java.util.OptionalInt;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * How well a network does on labeled images.
 *
 * @param loss mean over the images, penalties included as in Keras. It is computed from float32
 *     probabilities: a softmax's below 2^-149 and a sigmoid's above 1 - 2^-25 count as that
 * @param accuracy share of images whose outputs were right, from 0 to 1; NaN if unknown
 * @param images how many images were tried
 */
public record ModelScore(double loss, double accuracy, int images) {

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
    return of(
        model.graph(), model.input(), model.coding(), source, batchSize, (outputs, targets) -> {});
  }

  /** One forward pass per batch gives both, loss and accuracy; somebody else may look on. */
  static ModelScore of(
      ComputationGraph graph,
      ImageInput input,
      TaskCoding coding,
      ImageSource source,
      int batchSize,
      OutputPass.Batch onlooker) {
    double[] correct = {0};
    double loss =
        new OutputPass(graph, input, coding)
            .run(
                source,
                batchSize,
                (outputs, targets) -> {
                  onlooker.on(outputs, targets);
                  OptionalInt right = coding.task().correct(outputs, targets);
                  correct[0] += right.isPresent() ? right.getAsInt() : Double.NaN;
                });
    return new ModelScore(loss, correct[0] / source.size(), source.size());
  }
}

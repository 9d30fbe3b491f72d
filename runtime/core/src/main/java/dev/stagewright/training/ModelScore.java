package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageSource;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TrainedModel;
import java.util.OptionalInt;

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

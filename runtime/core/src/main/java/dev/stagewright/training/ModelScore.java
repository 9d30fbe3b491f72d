package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.model.ClassifierHead;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.Task;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * How well a network does on labeled images.
 *
 * @param loss mean over the images, penalties included as in Keras
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
   */
  public static ModelScore of(TrainedModel model, ImageSource source, int batchSize) {
    ClassifierHead.of(model.graph()).check(source.labels());
    return of(model.graph(), model.input(), source, batchSize);
  }

  /** One forward pass per batch gives both, loss and accuracy. */
  static ModelScore of(
      ComputationGraph graph, ImageInput input, ImageSource source, int batchSize) {
    var output = (BaseOutputLayer) graph.getOutputLayer(0).conf().getLayer();
    ILossFunction lossFunction = output.getLossFn();
    double sum = 0;
    Task task = ClassifierHead.of(graph).task();
    double correct = 0;
    try (ReadAhead<DataSet> batches = ImageBatches.inOrder(source, input, batchSize).readAhead()) {
      while (batches.hasNext()) {
        DataSet batch = batches.next();
        INDArray labels = batch.getLabels();
        INDArray outputs = graph.outputSingle(false, batch.getFeatures());
        OptionalInt right = task.correct(outputs, labels);
        correct += right.isPresent() ? right.getAsInt() : Double.NaN;
        // The activation function is already applied.
        sum += lossFunction.computeScore(labels, outputs, new ActivationIdentity(), null, false);
        ImageBatches.release(batch);
      }
    }
    double penalty = graph.calcRegularizationScore(true) - GraphOptimizer.decayPenalty(graph);
    return new ModelScore(sum / source.size() + penalty, correct / source.size(), source.size());
  }
}

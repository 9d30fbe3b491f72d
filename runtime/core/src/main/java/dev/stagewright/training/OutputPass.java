package dev.stagewright.training;

import dev.stagewright.data.BatchPart;
import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.model.TaskHead;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** One forward pass over the images of a source. */
final class OutputPass {

  /** What is done with a batch. */
  interface Batch {
    /** Takes outputs and encoded targets, [batch, outputs] each. */
    void on(INDArray outputs, INDArray targets);
  }

  private final ComputationGraph graph;
  private final ImageInput input;
  private final TaskCoding coding;

  OutputPass(ComputationGraph graph, ImageInput input, TaskCoding coding) {
    this.graph = graph;
    this.input = input;
    this.coding = coding;
  }

  /** What the outputs tell. */
  Task task() {
    return coding.task();
  }

  /**
   * Computes all images. The loss is the task's as it is, whatever the graph is trained with.
   *
   * @return the mean loss with penalties
   */
  double run(ImageSource source, int batchSize, Batch each) {
    return run(ImageBatches.inOrder(source, input, coding, batchSize), each);
  }

  /**
   * Computes all images of batches, from their start.
   *
   * @return the mean loss with penalties
   */
  double run(ImageBatches images, Batch each) {
    int[] count = {0};
    double sum =
        sum(
            images,
            (outputs, targets) -> {
              each.on(outputs, targets);
              count[0] += (int) targets.size(0);
            });
    return sum / count[0] + penalty();
  }

  /**
   * Computes one part of every batch.
   *
   * @return the sum of the images' losses, without penalties
   */
  double sum(ImageSource source, int batchSize, BatchPart part, Batch each) {
    return sum(ImageBatches.inOrder(source, input, coding, batchSize).part(part), each);
  }

  private double sum(ImageBatches images, Batch each) {
    ILossFunction loss = TaskHead.of(graph, images.getLabels()).plainLoss(graph);
    double sum = 0;
    images.startEpoch(0);
    try (ReadAhead<DataSet> batches = images.readAhead()) {
      while (batches.hasNext()) {
        DataSet batch = batches.next();
        INDArray targets = batch.getLabels();
        INDArray outputs = graph.outputSingle(false, batch.getFeatures());
        each.on(outputs, targets);
        // The activation function is already applied.
        sum += loss.computeScore(targets, outputs, new ActivationIdentity(), null, false);
        ImageBatches.release(batch);
      }
    }
    return sum;
  }

  /** The loss for the parameters' size. */
  double penalty() {
    return graph.calcRegularizationScore(true) - GraphOptimizer.decayPenalty(graph);
  }

  /**
   * All outputs of a source, as probabilities or values.
   *
   * @param loss mean with penalties
   */
  record Collected(double loss, List<double[]> outputs, List<double[]> truths) {

    /** [images, outputs]. */
    double[][] values() {
      return outputs.toArray(double[][]::new);
    }

    /** [images, outputs]. */
    double[][] targets() {
      return truths.toArray(double[][]::new);
    }
  }

  Collected collect(ImageSource source, int batchSize) {
    List<double[]> values = new ArrayList<>();
    double loss =
        run(
            source,
            batchSize,
            (outputs, targets) ->
                Arrays.stream(outputs.toFloatMatrix()).map(coding::values).forEach(values::add));
    return new Collected(loss, values, truths(source, coding.task()));
  }

  /** The targets of a source's images in their own units. */
  static List<double[]> truths(ImageSource source, Task task) {
    return IntStream.range(0, source.size())
        .mapToObj(image -> widened(source.targets(image, task)))
        .toList();
  }

  private static double[] widened(float[] row) {
    return IntStream.range(0, row.length).mapToDouble(i -> row[i]).toArray();
  }
}

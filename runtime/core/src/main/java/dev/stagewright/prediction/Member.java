package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.Task;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One of several models whose predictions are averaged.
 *
 * @param input how pictures become its input
 * @param outputs of its graph
 * @param order which of its outputs is about the first, second, ... label of all
 */
record Member(ImageInput input, GraphOutputs outputs, List<Integer> order) {

  /**
   * Aligns a model's labels.
   *
   * @param first the model whose labels all have
   * @throws PredictionException if this one has others, or another task
   */
  static Member of(String name, TrainedModel model, String firstName, TrainedModel first) {
    Task task = model.coding().task();
    if (task != first.coding().task()) {
      throw new PredictionException(
          "%s: found a model of the task %s; %s is one of the task %s. Predictions are averaged over models of one task"
              .formatted(name, task, firstName, first.coding().task()));
    }
    List<String> labels = model.labels();
    // Of yes and no there is one output, which a permutation cannot align.
    boolean same =
        task == Task.BINARY
            ? labels.equals(first.labels())
            : Set.copyOf(labels).equals(Set.copyOf(first.labels()));
    if (!same) {
      throw new PredictionException(
          "%s: found the labels %s; those of %s are %s. Predictions are averaged over models of the same labels"
              .formatted(
                  name, String.join(", ", labels), firstName, String.join(", ", first.labels())));
    }
    List<Integer> order =
        task == Task.BINARY ? List.of(0) : first.labels().stream().map(labels::indexOf).toList();
    return new Member(
        model.input(), new GraphOutputs(model.graph(), labels, model.coding()), order);
  }

  /** Values of [images, outputs] in the order of all; not finite where the outputs are not. */
  double[][] values(INDArray batch) {
    float[][] rows = outputs.outputs(batch);
    return IntStream.range(0, rows.length)
        .mapToObj(
            image -> {
              double[] own = outputs.coding().values(rows[image]);
              return order.stream().mapToDouble(i -> own[i]).toArray();
            })
        .toArray(double[][]::new);
  }
}

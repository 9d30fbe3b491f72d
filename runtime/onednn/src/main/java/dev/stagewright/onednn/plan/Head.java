package dev.stagewright.onednn.plan;

import dev.stagewright.onednn.model.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An output with a loss: Deeplearning4j's own loss function on the logits that the plan computes.
 */
final class Head {

  private final Model.Loss loss;

  /** [batch, classes], written by the plan. */
  private final INDArray logits;

  /** [batch, classes], read by the plan: the gradient of the sum of the losses. */
  private final INDArray gradient;

  private @Nullable INDArray labels;
  private double score;

  Head(Model.Loss loss, long batch, long classes) {
    this.loss = loss;
    long[] shape = {batch, classes};
    this.logits = Detached.make(() -> Nd4j.create(DataType.FLOAT, shape, 'c'));
    this.gradient = Detached.make(() -> Nd4j.create(DataType.FLOAT, shape, 'c'));
  }

  long logitsAddress() {
    return logits.data().pointer().address();
  }

  long gradientAddress() {
    return gradient.data().pointer().address();
  }

  void labels(INDArray array) {
    if (array.rank() != 2 || array.size(0) != logits.size(0) || array.size(1) != logits.size(1)) {
      throw new IllegalArgumentException(
          "labels: found an array of %s; this batch of the network needs %s"
              .formatted(
                  java.util.Arrays.toString(array.shape()),
                  java.util.Arrays.toString(logits.shape())));
    }
    labels = array;
  }

  /** The loss summed over the batch, and its gradient into the plan's memory. */
  void lossAndGradient() {
    score =
        Detached.make(
            () -> {
              Pair<Double, INDArray> both =
                  loss.function()
                      .computeGradientAndScore(
                          requireLabels(), logits.dup(), loss.activation(), null, false);
              gradient.assign(both.getSecond());
              return both.getFirst();
            });
  }

  /** The loss of the last run, summed over the batch. */
  double score() {
    return score;
  }

  /** The loss alone, summed over the batch. */
  double loss(INDArray y) {
    labels(y);
    return Detached.make(
        () ->
            loss.function()
                .computeScore(requireLabels(), logits.dup(), loss.activation(), null, false));
  }

  /** The predictions, a new array. */
  INDArray activations() {
    return loss.activation().getActivation(logits.dup(), false);
  }

  private INDArray requireLabels() {
    if (labels == null) {
      throw new IllegalStateException("training without labels");
    }
    return labels.castTo(DataType.FLOAT);
  }
}

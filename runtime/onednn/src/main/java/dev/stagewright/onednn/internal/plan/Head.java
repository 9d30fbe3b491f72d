package dev.stagewright.onednn.internal.plan;

import dev.stagewright.engine.InputException;
import dev.stagewright.onednn.internal.model.Model;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An output with a loss: Deeplearning4j's own loss function on the logits that the plan computes.
 */
public final class Head {

  private final String layer;
  private final Model.Loss loss;

  /** [batch, classes], written by the plan. */
  private final INDArray logits;

  /** [batch, classes], read by the plan: the gradient of the sum of the losses. */
  private final INDArray gradient;

  private @Nullable INDArray labels;
  private double score;

  private Head(String layer, Model.Loss loss, long batch, long classes) {
    this.layer = layer;
    this.loss = loss;
    long[] shape = {batch, classes};
    this.logits = Detached.make(() -> Nd4j.create(DataType.FLOAT, shape, 'c'));
    this.gradient = Detached.make(() -> Nd4j.create(DataType.FLOAT, shape, 'c'));
  }

  /** The end of an output that has a loss. */
  static Head of(Model.Output output, long batch, long classes) {
    return new Head(output.layer(), Objects.requireNonNull(output.loss()), batch, classes);
  }

  /**
   * Gives every output its labels.
   *
   * @throws InputException if they are not as many and as large as the outputs
   */
  public static void labels(List<Head> heads, INDArray[] labels) {
    if (labels.length != heads.size()) {
      throw new InputException(
          String.format(
              Locale.ROOT,
              "found labels of %d outputs; expected %d: %s",
              labels.length,
              heads.size(),
              String.join(", ", heads.stream().map(head -> head.layer).toList())));
    }
    for (int i = 0; i < labels.length; i++) {
      heads.get(i).labels(labels[i]);
    }
  }

  public long logitsAddress() {
    return logits.data().pointer().address();
  }

  public long gradientAddress() {
    return gradient.data().pointer().address();
  }

  private void labels(@Nullable INDArray array) {
    if (array == null || !Arrays.equals(array.shape(), logits.shape())) {
      throw new InputException(
          "labels of output \"%s\": found %s; expected %s"
              .formatted(
                  layer,
                  array == null ? "none" : Arrays.toString(array.shape()),
                  Arrays.toString(logits.shape())));
    }
    labels = array;
  }

  /** The loss summed over the batch, and its gradient into the plan's memory. */
  public void lossAndGradient() {
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

  /** Puts the gradient of one logit of an only image into the plan's memory: 1 for it alone. */
  public void gradientOf(int logit) {
    gradient.assign(0).putScalar(0, logit, 1);
  }

  /** The loss of the last run, summed over the batch. */
  public double score() {
    return score;
  }

  /** The loss alone, summed over the batch. */
  public double loss() {
    return Detached.make(
        () ->
            loss.function()
                .computeScore(requireLabels(), logits.dup(), loss.activation(), null, false));
  }

  /** The predictions, a new array. */
  public INDArray activations() {
    return loss.activation().getActivation(logits.dup(), false);
  }

  private INDArray requireLabels() {
    if (labels == null) {
      throw new IllegalStateException("training without labels");
    }
    return labels.castTo(DataType.FLOAT);
  }
}

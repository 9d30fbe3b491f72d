package dev.stagewright.layers;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossUtil;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Binary cross-entropy of every output, their mean for each example, as PyTorch's {@code
 * BCEWithLogitsLoss}: it is computed from what the sigmoid gets, max(z, 0) - z y + log(1 +
 * exp(-|z|)), so that an error that the network is sure of trains, too. Deeplearning4j's {@code
 * LossBinaryXENT} clips probabilities at 1e-5, where the gradient vanishes, and adds outputs up.
 */
public final class SigmoidCrossEntropy implements ILossFunction {

  private static final long serialVersionUID = 1;

  /** What is left of a probability of 0 or 1, where only probabilities are known. */
  private static final double LEAST = 1e-7;

  /** The loss of every output: [examples, outputs]. */
  private static INDArray losses(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    if (!labels.equalShapes(preOutput)) {
      throw new IllegalArgumentException(
          "labels have the shape %s, outputs %s"
              .formatted(labels.shapeInfoToString(), preOutput.shapeInfoToString()));
    }
    INDArray y = labels.castTo(preOutput.dataType());
    INDArray z = logits(preOutput, activation);
    INDArray losses = Transforms.max(z, 0).subi(z.mul(y));
    losses.addi(Transforms.log(Transforms.exp(Transforms.abs(z).negi(), false).addi(1), false));
    if (mask != null) {
      LossUtil.applyMask(losses, mask);
    }
    return losses.divi(labels.size(1));
  }

  /** Before a sigmoid they are known; of its outputs, as a score of predictions has them, not. */
  private static INDArray logits(INDArray preOutput, IActivation activation) {
    if (activation instanceof ActivationSigmoid) {
      return preOutput;
    }
    INDArray p = activation.getActivation(preOutput.dup(), false);
    INDArray bounded = Transforms.max(Transforms.min(p, 1 - LEAST), LEAST);
    return Transforms.log(bounded).subi(Transforms.log(bounded.rsub(1)));
  }

  @Override
  public double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    double sum = losses(labels, preOutput, activation, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    return losses(labels, preOutput, activation, mask).sum(true, 1);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation activation, @Nullable INDArray mask) {
    if (!(activation instanceof ActivationSigmoid)) {
      throw new IllegalArgumentException(
          "SigmoidCrossEntropy trains layers with the activation SIGMOID; found " + activation);
    }
    INDArray gradient = Transforms.sigmoid(preOutput, true);
    gradient.subi(labels.castTo(preOutput.dataType())).divi(labels.size(1));
    if (mask != null) {
      LossUtil.applyMask(gradient, mask);
    }
    return gradient;
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation activation,
      @Nullable INDArray mask,
      boolean average) {
    return new Pair<>(
        computeScore(labels, preOutput, activation, mask, average),
        computeGradient(labels, preOutput, activation, mask));
  }

  @Override
  public String name() {
    return toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SigmoidCrossEntropy;
  }

  @Override
  public int hashCode() {
    return SigmoidCrossEntropy.class.hashCode();
  }

  @Override
  public String toString() {
    return "SigmoidCrossEntropy()";
  }
}

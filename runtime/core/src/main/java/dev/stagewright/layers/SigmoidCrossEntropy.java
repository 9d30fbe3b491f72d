package dev.stagewright.layers;

import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;

/**
 * Binary cross-entropy of every output, their mean for each example, as PyTorch's {@code
 * BCEWithLogitsLoss}: max(z, 0) - z y + log(1 + exp(-|z|)) of the logit z. Deeplearning4j's {@code
 * LossBinaryXENT} clips probabilities at 1e-5, where the gradient vanishes, and adds outputs up.
 *
 * <p>A smoothed target is y (1 - s) + s / 2, as in Keras. A focal loss is that of Lin et al.,
 * "Focal Loss for Dense Object Detection", 2017: an output's loss times (1 - p)^gamma, where p is
 * the probability that the network gives to the target; without alpha, whose place weights take. An
 * output's loss is also multiplied by its weight for no, its weight for yes, or, for a target
 * between, by a mean of both.
 *
 * <p>In files stands Deeplearning4j's loss, so that they open without this class, and what
 * Deeplearning4j makes from a graph by way of JSON has it, too, as {@code convertDataType} does.
 * {@code TrainingSession} and {@code TrainedModel.load} put this one in its place; before {@code
 * fit} is called on such a graph directly, {@code TaskHead.train} does.
 *
 * @param smoothing s, from 0, below 1
 * @param gamma of the focal loss; 0 for none
 * @param no the weight of every output where its label does not apply; empty for 1
 * @param yes the weight of every output where its label applies; empty for 1
 */
public record SigmoidCrossEntropy(double smoothing, double gamma, List<Double> no, List<Double> yes)
    implements LogitLoss {

  /** What is left of a probability of 0 or 1 where only probabilities are known: float32's half. */
  private static final double LEAST = 0x1p-25;

  /** Copies the lists. */
  public SigmoidCrossEntropy {
    no = List.copyOf(no);
    yes = List.copyOf(yes);
  }

  /** The plain cross-entropy. */
  public SigmoidCrossEntropy() {
    this(0, 0, List.of(), List.of());
  }

  @Override
  public ILossFunction stock() {
    return new LossBinaryXENT();
  }

  @Override
  public Class<? extends IActivation> activation() {
    return ActivationSigmoid.class;
  }

  @Override
  public void compute(double[] logits, double[] targets, double[] losses, double[] gradient) {
    for (int i = 0; i < logits.length; i++) {
      double z = logits[i];
      double y = targets[i] * (1 - smoothing) + smoothing / 2;
      double small = Math.exp(-Math.abs(z));
      double p = (z < 0 ? small : 1) / (1 + small);
      double q = (z < 0 ? 1 : small) / (1 + small); // 1 - p
      double loss = Math.max(z, 0) - z * y + Math.log1p(small);
      double slope = p - y;
      double missed = p * (1 - y) + q * y;
      if (gamma > 0 && missed > 0) {
        double factor = Math.pow(missed, gamma);
        slope = factor * (slope + gamma * loss * (1 - 2 * y) * p * q / missed);
        loss *= factor;
      }
      double weight = (1 - targets[i]) * weight(no, i) + targets[i] * weight(yes, i);
      losses[i] = weight * loss / logits.length;
      gradient[i] = weight * slope / logits.length;
    }
  }

  private static double weight(List<Double> weights, int output) {
    return weights.isEmpty() ? 1 : weights.get(output);
  }

  @Override
  public void invert(double[] outputs) {
    for (int i = 0; i < outputs.length; i++) {
      double p = Math.max(Double.MIN_NORMAL, Math.min(outputs[i], 1 - LEAST));
      outputs[i] = Math.log(p) - Math.log1p(-p);
    }
  }
}

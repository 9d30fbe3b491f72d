package dev.stagewright.layers;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * Cross-entropy of one class of many, -sum(y log p), computed from logits.
 *
 * <p>A smoothed target is y (1 - s) + s / classes, as in Keras and PyTorch. The focal loss is
 * Keras' {@code CategoricalFocalCrossentropy} with alpha 1, -sum(y (1 - p)^gamma log p), after Lin
 * et al., "Focal Loss for Dense Object Detection", 2017. An example's loss is multiplied by the
 * weight of its class, and the sum divided by the number of examples as in Keras, not by the sum of
 * their weights as in PyTorch.
 *
 * @param smoothing s, from 0, below 1
 * @param gamma of the focal loss; 0 for none
 * @param weights of the classes; empty for 1
 */
public record SoftmaxCrossEntropy(double smoothing, double gamma, List<Double> weights)
    implements LogitLoss {

  /** Copies the list. */
  public SoftmaxCrossEntropy {
    weights = List.copyOf(weights);
  }

  @Override
  public ILossFunction stock() {
    return new LossMCXENT();
  }

  @Override
  public Class<? extends IActivation> activation() {
    return ActivationSoftmax.class;
  }

  @Override
  public void compute(double[] logits, double[] targets, double[] losses, double[] gradient) {
    double weight = weight(targets);
    double largest = Arrays.stream(logits).max().orElseThrow();
    double sum = Arrays.stream(logits).map(z -> Math.exp(z - largest)).sum();
    double pulls = 0;
    for (int i = 0; i < logits.length; i++) {
      double y = weight * (targets[i] * (1 - smoothing) + smoothing / logits.length);
      double logP = logits[i] - largest - Math.log(sum);
      double p = Math.exp(logP);
      double missed = -Math.expm1(logP); // 1 - p
      double factor = gamma > 0 ? Math.pow(missed, gamma) : 1;
      double growth = gamma > 0 && missed > 0 ? gamma * factor * p * logP / missed : 0;
      losses[i] = -y * factor * logP;
      gradient[i] = y * (growth - factor); // p times the derivative by p
      pulls += gradient[i];
    }
    for (int i = 0; i < logits.length; i++) {
      gradient[i] -= Math.exp(logits[i] - largest) / sum * pulls;
    }
  }

  private double weight(double[] targets) {
    double weight = weights.isEmpty() ? 1 : 0;
    for (int i = 0; i < weights.size(); i++) {
      weight += targets[i] * weights.get(i);
    }
    return weight;
  }

  @Override
  public void invert(double[] outputs) {
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = Math.log(Math.max(Float.MIN_VALUE, outputs[i])); // a float32 0 may be so much
    }
  }
}

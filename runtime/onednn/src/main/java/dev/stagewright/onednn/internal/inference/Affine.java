package dev.stagewright.onednn.internal.inference;

import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.plan.Tensors;
import java.util.List;

/** A normalization with its running statistics: a linear function for each channel. */
final class Affine {

  private final double[] factors;
  private final float[] mean;
  private final float[] beta;

  /**
   * @param epsilon added to the variance
   * @param statistics gamma, beta, mean, variance: [channels] each
   */
  Affine(float epsilon, List<Tensor> statistics) {
    float[] gamma = Tensors.read(statistics.get(0));
    this.beta = Tensors.read(statistics.get(1));
    this.mean = Tensors.read(statistics.get(2));
    float[] variance = Tensors.read(statistics.get(3));
    this.factors = new double[gamma.length];
    for (int channel = 0; channel < factors.length; channel++) {
      factors[channel] = gamma[channel] / Math.sqrt((double) variance[channel] + epsilon);
    }
  }

  int channels() {
    return factors.length;
  }

  float factor(int channel) {
    return (float) factors[channel];
  }

  /** (value - mean) * gamma / sqrt(variance + epsilon) + beta. */
  float apply(int channel, float value) {
    return (float) ((value - (double) mean[channel]) * factors[channel] + beta[channel]);
  }
}

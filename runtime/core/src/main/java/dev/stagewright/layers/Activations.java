package dev.stagewright.layers;

import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;

/** Activation functions that compute what Keras computes, Deeplearning4j's own wherever they do. */
public final class Activations {

  private Activations() {}

  /**
   * ELU: x for x &gt; 0, else alpha * (exp(x) - 1).
   *
   * @param alpha above 0
   * @return Deeplearning4j's for alpha 1; otherwise {@link Elu}, since Deeplearning4j's gradient
   *     ignores alpha
   */
  public static IActivation elu(double alpha) {
    return alpha == 1.0 ? new ActivationELU() : new Elu(alpha);
  }

  /**
   * GELU in the exact form: x * (1 + erf(x / sqrt(2))) / 2, as Keras computes it.
   *
   * @return {@link Gelu}, since Deeplearning4j has only approximations
   */
  public static IActivation gelu() {
    return new Gelu();
  }

  /**
   * Hard swish: x * min(max(x + 3, 0), 6) / 6, as PyTorch computes it.
   *
   * @return {@link HardSwish}, since Deeplearning4j has none
   */
  public static IActivation hardSwish() {
    return new HardSwish();
  }
}

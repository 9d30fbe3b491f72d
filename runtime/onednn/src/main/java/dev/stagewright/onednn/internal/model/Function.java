package dev.stagewright.onednn.internal.model;

import java.util.Locale;

/**
 * An elementwise nonlinearity.
 *
 * @param kind which
 * @param alpha of ELU, leaky ReLU and the linear function, else 0
 */
public record Function(Kind kind, float alpha) {

  /** The nonlinearities that the engine knows. */
  public enum Kind {
    /** max(x, 0). */
    RELU(true),
    /** x, or alpha * x below 0. */
    LEAKY_RELU(true),
    /** x, or alpha * (exp(x) - 1) below 0. */
    ELU(true),
    /** alpha * x. */
    LINEAR(true),
    /** x * (1 + erf(x / sqrt(2))) / 2. */
    GELU(false),
    /** x * sigmoid(x). */
    SWISH(false),
    /** x * tanh(log(1 + exp(x))). */
    MISH(false),
    /** x * min(max(x + 3, 0), 6) / 6. */
    HARD_SWISH(false),
    /** 1 / (1 + exp(-x)). */
    SIGMOID(true),
    /** The hyperbolic tangent. */
    TANH(true);

    private final boolean derivativeFromOutput;

    Kind(boolean derivativeFromOutput) {
      this.derivativeFromOutput = derivativeFromOutput;
    }

    /** Whether the derivative follows from the output, so that the input need not be kept. */
    public boolean derivativeFromOutput() {
      return derivativeFromOutput;
    }
  }

  /** Its kind, for people. */
  @Override
  public String toString() {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}

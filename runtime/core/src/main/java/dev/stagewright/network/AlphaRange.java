package dev.stagewright.network;

import org.jspecify.annotations.Nullable;

/** Which alpha the nonlinearities of a network take; of generated code's declared facts. */
public enum AlphaRange {
  /** They have none: ReLU, SELU, GELU, swish. */
  NONE(0, "no nonlinearity of this network has an alpha; only ELU and leaky ReLU do. Leave it out"),
  /** Above 0: ELU. */
  POSITIVE(Double.POSITIVE_INFINITY, "it must be a number above 0"),
  /** Above 0 and below 1: leaky ReLU, which is the identity at 1. */
  BELOW_ONE(1, "a leaky ReLU bends only between 0 and 1; Keras' has 0.3");

  private final double limit;
  private final String rule;

  AlphaRange(double limit, String rule) {
    this.limit = limit;
    this.rule = rule;
  }

  /** Lets null pass, which replaces nothing. */
  void check(@Nullable Double alpha) {
    if (alpha != null && !(alpha > 0 && alpha < limit)) {
      throw new OptionException("alpha: found " + alpha + "; " + rule);
    }
  }
}

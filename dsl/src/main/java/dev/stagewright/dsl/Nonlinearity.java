package dev.stagewright.dsl;

/** What follows every normalization but the last of a block, and every block's addition. */
public enum Nonlinearity {
  /** max(x, 0). */
  RELU,
  /** x for x &gt; 0, else alpha * x. Declare an alpha below 1: with 1 the layer does nothing. */
  LEAKY_RELU,
  /** x for x &gt; 0, else alpha * (exp(x) - 1). */
  ELU,
  /** The self-normalizing ELU with its two fixed constants. */
  SELU,
  /** x * (1 + erf(x / sqrt(2))) / 2, the exact form. */
  GELU,
  /** x * sigmoid(x). */
  SWISH,
  /** x * tanh(log(1 + exp(x))). */
  MISH,
  /** x * min(max(x + 3, 0), 6) / 6, as in MobileNetV3. */
  HARD_SWISH
}

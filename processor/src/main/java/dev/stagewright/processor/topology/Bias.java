package dev.stagewright.processor.topology;

/** Which convolutions have a bias. */
public enum Bias {
  /** All. */
  ALL,
  /** None. */
  NONE,
  /** Those without a normalization right behind them. */
  WHERE_NOT_NORMALIZED;

  /** Whether a convolution has one. */
  boolean of(boolean normalized) {
    return this == ALL || (this == WHERE_NOT_NORMALIZED && !normalized);
  }
}

package dev.stagewright.processor.model;

import java.util.Locale;

/** The kinds of layers that a network consists of. */
public enum LayerKind {
  /** A convolution, without an activation. */
  CONVOLUTION,
  /** A batch normalisation. */
  BATCH_NORMALIZATION,
  /** A nonlinearity. */
  ACTIVATION,
  /** A max pool. */
  MAX_POOL,
  /** An average pool. */
  AVERAGE_POOL,
  /** The addition of a branch and its shortcut. */
  ADD,
  /** A dense layer with softmax. */
  DENSE;

  /** The name in descriptions. */
  public String title() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.stagewright.onednn.internal.model;

/** How Deeplearning4j stores a value. */
public enum Layout {
  /** [batch, channels, height, width]. */
  NCHW,
  /** [batch, height, width, channels]. */
  NHWC,
  /** [batch, channels]. */
  VECTOR
}

package dev.stagewright.processor.topology;

/** Whose networks a declaration follows; the constants are the annotations'. */
public enum Convention {
  /** Keras until 2.2. */
  KERAS_LEGACY,
  /** Keras since 2.3. */
  KERAS,
  /** torchvision and timm. */
  TORCH
}

package dev.stagewright.processor.topology;

/** How kernels start; the constants are the annotations'. */
public enum Initialization {
  /** Keras' default. */
  GLOROT_UNIFORM,
  /** Keras' he_normal. */
  HE_NORMAL,
  /** torchvision's. */
  TORCH
}

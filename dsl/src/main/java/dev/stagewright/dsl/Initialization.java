package dev.stagewright.dsl;

/** How kernels start. Biases start at 0. */
public enum Initialization {
  /** Uniform within sqrt(6 / (inputs + outputs)), as Keras does unless told otherwise. */
  GLOROT_UNIFORM,
  /** Normal with variance 2 / inputs, cut off at two standard deviations, as Keras' he_normal. */
  HE_NORMAL,
  /**
   * As torchvision's networks: normal with variance 2 / outputs; the classifier uniform within 1 /
   * sqrt(inputs).
   */
  TORCH
}

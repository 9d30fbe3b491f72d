package dev.stagewright.dsl;

/** How kernels and biases start. Biases start at 0, except as PyTorch's. */
public enum Initialization {
  /** Uniform within sqrt(6 / (inputs + outputs)), as Keras does unless told otherwise. */
  GLOROT_UNIFORM,
  /** Normal with variance 2 / inputs, cut off at two standard deviations, as Keras' he_normal. */
  HE_NORMAL,
  /**
   * As torchvision's and timm's networks: convolutions normal with variance 2 / outputs, squeeze
   * and excitation among them; the classifier, and biases, uniform within 1 / sqrt(inputs). Biases
   * do so in the graphs that {@code build()} makes, not in a configuration.
   */
  TORCH
}

package dev.stagewright.dsl;

/**
 * Which library's residual networks a declaration follows in everything that it does not say: layer
 * names, biases, normalization, padding, where strides sit, projections, the head, initialization
 * and preprocessing. The nonlinearity is not part of a convention.
 */
public enum Convention {
  /** The first ResNet50 of Keras, until version 2.2: {@code res2a_branch2a}, {@code fc1000}. */
  KERAS_LEGACY,
  /**
   * {@code keras.applications} since 2.3: {@code conv2_block1_1_conv}, {@code predictions}; with
   * {@link ResNet#preactivation()}, its ResNetV2.
   */
  KERAS,
  /** torchvision and timm: {@code layer1.0.conv1}, {@code fc}. */
  TORCH
}

package dev.stagewright.network;

import dev.stagewright.weights.InitialWeights;
import org.jspecify.annotations.Nullable;

/**
 * The options of one network, checked by {@link NetworkBuilder}.
 *
 * @param includeTop whether the network ends in its classifier
 * @param pooling what ends it otherwise
 * @param classes the number of classes, at least 2
 * @param inputShape the size of an input image
 * @param dataFormat the layout of images and feature maps
 * @param regularization replaces every declared penalty; null leaves them
 * @param alpha replaces every declared alpha of ELU and leaky ReLU; null leaves them
 * @param weights what the parameters start from
 * @param seed of the random initialization
 */
public record NetworkOptions(
    boolean includeTop,
    Pooling pooling,
    int classes,
    InputShape inputShape,
    DataFormat dataFormat,
    @Nullable Regularization regularization,
    @Nullable Double alpha,
    InitialWeights weights,
    long seed) {

  /**
   * The penalty to use where the declaration says {@code declared}.
   *
   * @param declared the declared penalty
   * @return the option's, if given, else the declared one
   */
  public Regularization regularizationOr(Regularization declared) {
    return regularization != null ? regularization : declared;
  }

  /**
   * The alpha to use where the declaration says {@code declared}.
   *
   * @param declared the declared alpha
   * @return the option's, if given, else the declared one
   */
  public double alphaOr(double declared) {
    return alpha != null ? alpha : declared;
  }
}

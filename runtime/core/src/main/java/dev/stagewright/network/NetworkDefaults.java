package dev.stagewright.network;

import dev.stagewright.weights.InitialWeights;
import java.util.Locale;

/**
 * What a declaration says about the options of its network.
 *
 * @param name the annotated type's simple name
 * @param inputShape the declared input
 * @param classes the declared number of classes
 * @param minimumInput the smallest input that works
 * @param alpha what the declared nonlinearities take
 */
public record NetworkDefaults(
    String name, InputShape inputShape, int classes, MinimumInput minimumInput, AlphaRange alpha) {

  /** The smallest side that Keras' ImageNet networks accept. */
  private static final int IMAGENET_MINIMUM = 32;

  /**
   * What code of {@linkplain Network#API_LEVEL API level} 1 tells, in which nonlinearities are not
   * named.
   *
   * @param name the annotated type's simple name
   * @param inputShape the declared input
   * @param classes the declared number of classes
   * @param minimumInput the smallest input that works
   */
  public NetworkDefaults(
      String name, InputShape inputShape, int classes, MinimumInput minimumInput) {
    this(name, inputShape, classes, minimumInput, AlphaRange.POSITIVE);
  }

  /** Checks options against what is declared, else throws {@link OptionException}. */
  void check(NetworkOptions options) {
    checkSide("height", options.inputShape().height(), minimumInput.height(), options);
    checkSide("width", options.inputShape().width(), minimumInput.width(), options);
  }

  /** The larger of the network's own minimum and Keras' rule for ImageNet weights, with its why. */
  private void checkSide(String side, int found, int own, NetworkOptions options) {
    boolean keras = options.weights() instanceof InitialWeights.ImageNet && own < IMAGENET_MINIMUM;
    int minimum = keras ? IMAGENET_MINIMUM : own;
    if (found < minimum) {
      throw new OptionException(
          String.format(
              Locale.ROOT,
              "inputShape: found %s; the %s of %s must be at least %d: %s",
              options.inputShape(),
              side,
              name,
              minimum,
              keras ? "weights=imagenet accepts no smaller image" : minimumInput.reason()));
    }
  }
}

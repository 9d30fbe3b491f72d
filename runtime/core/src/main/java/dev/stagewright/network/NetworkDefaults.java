package dev.stagewright.network;

import dev.stagewright.tasks.Task;
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
 * @param task what the network is to tell
 */
public record NetworkDefaults(
    String name,
    InputShape inputShape,
    int classes,
    MinimumInput minimumInput,
    AlphaRange alpha,
    Task task) {

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

  /**
   * What code of a network tells that tells one of several classes.
   *
   * @param name the annotated type's simple name
   * @param inputShape the declared input
   * @param classes the declared number of classes
   * @param minimumInput the smallest input that works
   * @param alpha what the declared nonlinearities take
   */
  public NetworkDefaults(
      String name,
      InputShape inputShape,
      int classes,
      MinimumInput minimumInput,
      AlphaRange alpha) {
    this(name, inputShape, classes, minimumInput, alpha, Task.SINGLE_LABEL);
  }

  /** Checks options against what is declared, else throws {@link OptionException}. */
  void check(NetworkOptions options) {
    checkSide("height", options.inputShape().height(), minimumInput.height(), options);
    checkSide("width", options.inputShape().width(), minimumInput.width(), options);
  }

  /** Checks the number of classes against the task, else throws {@link OptionException}. */
  void checkClasses(int found) {
    if (task == Task.BINARY && found != 1) {
      throw new OptionException(
          "classes: found "
              + found
              + "; a yes-or-no question has 1 output. For several labels, declare MULTI_LABEL");
    }
    if (task == Task.SINGLE_LABEL && found < 2) {
      throw new OptionException(
          "classes: found "
              + found
              + "; a classifier has at least 2. "
              + (found == 1
                  ? "Softmax gives a single class the probability 1; for yes or no, give 2"
                  : "Give your number of classes"));
    }
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

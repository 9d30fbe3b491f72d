package dev.stagewright.network;

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
}

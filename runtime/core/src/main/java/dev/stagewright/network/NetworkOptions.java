package dev.stagewright.network;

import dev.stagewright.json.RecordJson;
import dev.stagewright.weights.InitialWeights;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The options of one network, checked together; {@link NetworkDefaults} checks them against a
 * declaration.
 *
 * @param includeTop whether the network ends in its classifier
 * @param pooling what ends it otherwise
 * @param classes the number of classes, labels or values, at least 1
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

  private static final int IMAGENET_CLASSES = 1000;
  private static final InputShape IMAGENET_INPUT = new InputShape(224, 224, 3);

  /** Checks the values, else throws {@link OptionException}. */
  public NetworkOptions {
    if (classes < 1) {
      throw new OptionException(
          "classes: found " + classes + "; a head has at least 1. Give your number of classes");
    }
    AlphaRange.POSITIVE.check(alpha);
    if (weights instanceof InitialWeights.ImageNet) {
      checkImageNet(includeTop, classes, inputShape);
    }
  }

  private static void checkImageNet(boolean includeTop, int classes, InputShape inputShape) {
    if (includeTop && classes != IMAGENET_CLASSES) {
      throw new OptionException(
          String.format(
              Locale.ROOT,
              "classes: found %d with weights=imagenet and the top; those weights have %d classes. Use %d, or includeTop(false) and a head of your own",
              classes,
              IMAGENET_CLASSES,
              IMAGENET_CLASSES));
    }
    if (includeTop && !inputShape.equals(IMAGENET_INPUT)) {
      throw new OptionException(
          "inputShape: found %s with weights=imagenet and the top; they need %s. Without the top any size of at least the minimum will do"
              .formatted(inputShape, IMAGENET_INPUT));
    }
    if (inputShape.channels() != IMAGENET_INPUT.channels()) {
      throw new OptionException(
          String.format(
              Locale.ROOT,
              "inputShape: found %d channels with weights=imagenet; those weights expect 3",
              inputShape.channels()));
    }
  }

  /**
   * The options as JSON, which {@link #fromJson} reads.
   *
   * @return an object with a member for every option
   */
  public String toJson() {
    return RecordJson.write(
        NetworkOptions.class,
        new NetworkOptions(
            includeTop,
            pooling,
            classes,
            inputShape,
            dataFormat,
            regularization,
            alpha,
            weights.stored(),
            seed));
  }

  /**
   * Reads options.
   *
   * @param json what {@link #toJson} wrote
   * @return the options
   * @throws dev.stagewright.json.JsonException if a member is missing, unknown, or of another type,
   *     or has a value that cannot be
   */
  public static NetworkOptions fromJson(String json) {
    return RecordJson.read(NetworkOptions.class, json);
  }

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

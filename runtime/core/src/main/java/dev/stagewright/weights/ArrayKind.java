package dev.stagewright.weights;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of array that Keras and Deeplearning4j share, with each side's names. */
enum ArrayKind {
  KERNEL("kernel", "W", "W", null),
  BIAS("bias", "b", "b", 0),
  GAMMA("gamma", "gamma", "gamma", 1),
  BETA("beta", "beta", "beta", 0),
  MOVING_MEAN("moving_mean", "running_mean", "mean", null),
  /** Keras 1 calls it running_std, but the variance is in it. */
  MOVING_VARIANCE("moving_variance", "running_std", "var", null);

  /** The order in which Keras lists a batch normalization's variables. */
  static final List<ArrayKind> NORMALIZATION = List.of(GAMMA, BETA, MOVING_MEAN, MOVING_VARIANCE);

  /** The order in which Keras lists a convolution's or a dense layer's variables. */
  static final List<ArrayKind> KERNEL_AND_BIAS = List.of(KERNEL, BIAS);

  private final String keras;
  private final String keras1;
  private final String dl4j;
  private final @Nullable Integer neutral;

  ArrayKind(String keras, String keras1, String dl4j, @Nullable Integer neutral) {
    this.keras = keras;
    this.keras1 = keras1;
    this.dl4j = dl4j;
    this.neutral = neutral;
  }

  /**
   * The value with which a layer computes the same as one that was made without such an array
   * ({@code use_bias=False}, {@code center=False}, {@code scale=False}).
   *
   * @param name Keras' name of the array
   * @return empty for an array that no layer can do without
   */
  static Optional<Integer> neutral(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.keras.equals(name) && kind.neutral != null)
        .map(kind -> kind.neutral)
        .findFirst();
  }

  /** Keras' name from version 2 on. */
  String keras() {
    return keras;
  }

  /** Whether a name is Keras' of one of the kinds. */
  static boolean isKnown(String name) {
    return Arrays.stream(values()).anyMatch(kind -> kind.keras.equals(name));
  }

  /** The kind that Deeplearning4j keeps under a parameter key. */
  static Optional<ArrayKind> ofParameter(String key) {
    if (key.equals("log10stdev")) {
      return Optional.of(MOVING_VARIANCE);
    }
    return Arrays.stream(values()).filter(kind -> kind.dl4j.equals(key)).findFirst();
  }

  /**
   * Keras' name of an array that a file lists as {@code conv1/kernel:0}, {@code conv1_W:0} or
   * {@code conv1_W_1:0}; a name that is none of the kinds comes back without its prefix only.
   */
  static String canonicalName(String layer, String listed) {
    String name = listed.substring(listed.lastIndexOf('/') + 1).replaceFirst(":\\d+$", "");
    if (name.startsWith(layer + "_")) {
      name = name.substring(layer.length() + 1);
    }
    String plain = name.replaceFirst("_\\d+$", "");
    return Arrays.stream(values())
        .filter(kind -> kind.keras.equals(plain) || kind.keras1.equals(plain))
        .map(ArrayKind::keras)
        .findFirst()
        .orElse(name);
  }
}

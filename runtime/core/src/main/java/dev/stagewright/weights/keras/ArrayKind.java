package dev.stagewright.weights.keras;

import dev.stagewright.weights.ArrayRole;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keras' names of the arrays that layers have. */
enum ArrayKind {
  KERNEL(ArrayRole.KERNEL, "kernel", "W"),
  BIAS(ArrayRole.BIAS, "bias", "b"),
  GAMMA(ArrayRole.GAMMA, "gamma", "gamma"),
  BETA(ArrayRole.BETA, "beta", "beta"),
  MOVING_MEAN(ArrayRole.MEAN, "moving_mean", "running_mean"),
  /** Keras 1 calls it running_std, but the variance is in it. */
  MOVING_VARIANCE(ArrayRole.VARIANCE, "moving_variance", "running_std");

  /** The order in which Keras lists a batch normalization's variables. */
  static final List<ArrayKind> NORMALIZATION = List.of(GAMMA, BETA, MOVING_MEAN, MOVING_VARIANCE);

  /** The order in which Keras lists a convolution's or a dense layer's variables. */
  static final List<ArrayKind> KERNEL_AND_BIAS = List.of(KERNEL, BIAS);

  private final ArrayRole role;
  private final String keras;
  private final String keras1;

  ArrayKind(ArrayRole role, String keras, String keras1) {
    this.role = role;
    this.keras = keras;
    this.keras1 = keras1;
  }

  /** Keras' name from version 2 on. */
  String keras() {
    return keras;
  }

  /** The role of the array of a name; null if it is none of the kinds. */
  static @Nullable ArrayRole role(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.keras.equals(name))
        .map(kind -> kind.role)
        .findFirst()
        .orElse(null);
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

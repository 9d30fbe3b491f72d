package dev.stagewright.weights;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an array is to its layer, whatever a file calls it. */
public enum ArrayRole {
  /** Of a convolution [height, width, in, out], of a dense layer [in, out]. */
  KERNEL("kernel", null),
  /** Added to a layer's outputs: [out]. */
  BIAS("bias", 0),
  /** The factor of a normalization: [channels]. */
  GAMMA("gamma", 1),
  /** The summand of a normalization: [channels]. */
  BETA("beta", 0),
  /** The running mean of a normalization: [channels]. */
  MEAN("moving_mean", null),
  /** The running variance of a normalization: [channels]. */
  VARIANCE("moving_variance", null);

  private final String text;
  private final @Nullable Integer neutral;

  ArrayRole(String text, @Nullable Integer neutral) {
    this.text = text;
    this.neutral = neutral;
  }

  /**
   * The value with which a layer computes the same as one that was made without such an array.
   *
   * @return empty for an array that no layer can do without
   */
  Optional<Integer> neutral() {
    return Optional.ofNullable(neutral);
  }

  @Override
  public String toString() {
    return text;
  }
}

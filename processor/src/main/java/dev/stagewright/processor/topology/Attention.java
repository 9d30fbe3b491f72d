package dev.stagewright.processor.topology;

/**
 * What weighs the channels at the end of a branch.
 *
 * @param reduction by how much squeeze and excitation narrows
 */
public record Attention(Kind kind, int reduction) {

  /** The ways; the constants are the annotation's. */
  public enum Kind {
    /** None. */
    NONE,
    /** Squeeze and excitation. */
    SE,
    /** Efficient channel attention. */
    ECA
  }

  /** The narrow width of squeeze and excitation: timm's rounding to multiples of 8. */
  public int hidden(int channels) {
    return Math.max(8, (channels / reduction + 4) / 8 * 8);
  }

  /** The kernel of efficient channel attention: half the logarithm, made odd, at least 3. */
  public static int kernel(int channels) {
    int half = (int) ((Math.log(channels) / Math.log(2) + 1) / 2);
    return Math.max(half % 2 == 1 ? half : half + 1, 3);
  }
}

package dev.stagewright.processor.topology;

import java.util.List;

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

  /** The same as generated code computes it. */
  public String hidden(String channels) {
    return "Math.max(8, (%s / %s + 4) / 8 * 8)".formatted(channels, reduction);
  }

  /** The kernel of efficient channel attention: half the logarithm, made odd, at least 3. */
  public static int kernel(int channels) {
    int half = (int) ((Math.log(channels) / Math.log(2) + 1) / 2);
    return Math.max(half % 2 == 1 ? half : half + 1, 3);
  }

  /** The same as generated code computes it: statements, after which {@code kernel} has it. */
  public static List<String> kernelStatements(String channels) {
    return List.of(
        "int half = (int) ((Math.log(%s) / Math.log(2) + 1) / 2)".formatted(channels),
        "int kernel = Math.max(half % 2 == 1 ? half : half + 1, 3)");
  }
}

package dev.stagewright.networks.parity;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of originals.py: kernels that keep the mean square over a ReLU, smaller numbers where
 * a residual branch ends and in dense layers.
 *
 * @param branchEnd the layers that end one
 */
record OriginalWeights(Pattern branchEnd) implements KerasWeights.Rule {

  private static final Pattern BOTTLENECK = Pattern.compile(".*(branch2c|_3_bn|\\.bn3)");
  private static final Pattern BASIC = Pattern.compile(".*\\.bn2");
  private static final Pattern PREACTIVATED = Pattern.compile(".*(_3_conv|\\.conv3)");

  /** The rule for a network by its form. */
  static OriginalWeights of(boolean basic, boolean preactivated) {
    return new OriginalWeights(basic ? BASIC : preactivated ? PREACTIVATED : BOTTLENECK);
  }

  @Override
  public INDArray values(String layer, String kind, long... shape) {
    INDArray u = KerasNoise.noise(layer + "/" + kind, shape);
    float scale = branchEnd.matcher(layer).matches() ? 0.25f : 1;
    return switch (kind) {
      case "kernel" -> {
        long inputs = Arrays.stream(shape).limit(shape.length - 1L).reduce(1, (a, b) -> a * b);
        double gain = shape.length == 2 ? 2 : 24;
        yield u.muli((float) Math.sqrt(gain / inputs)).muli(scale);
      }
      case "gamma" -> u.muli(0.5f).addi(1).muli(scale);
      case "moving_variance" -> u.muli(0.5f).addi(1);
      default -> u.muli(0.2f);
    };
  }
}

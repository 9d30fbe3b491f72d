package dev.stagewright.weights.keras;

import dev.stagewright.weights.LayerWeights;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layer names of the later ImageNet release (keras-applications from 1.0.8 on, and {@code
 * tf.keras.applications}): {@code conv2_block1_1_conv} and so on. Its networks are another
 * declaration than release v0.2's, so its weights do not simply fit.
 */
public final class LaterRelease {

  private static final Pattern BLOCK = Pattern.compile("conv(\\d+)_block(\\d+)_([0-3])_(conv|bn)");
  private static final List<String> BRANCHES = List.of("1", "2a", "2b", "2c");

  /** With more blocks in a stage than this, v0.2's names count instead of using letters. */
  private static final int LETTERED_BLOCKS = 6;

  /** Whether stages 3 and 4 are named a, b1, b2, ... as in networks of 101 and 152 layers. */
  private final boolean counted;

  private LaterRelease(boolean counted) {
    this.counted = counted;
  }

  /**
   * Recognizes the release by a file's layer names.
   *
   * @param layers the layers of any file
   * @return the release, or empty if the file is not of it
   */
  public static Optional<LaterRelease> of(List<LayerWeights> layers) {
    List<Matcher> blocks =
        layers.stream().map(layer -> BLOCK.matcher(layer.name())).filter(Matcher::matches).toList();
    boolean counted =
        blocks.stream().anyMatch(block -> Integer.parseInt(block.group(2)) > LETTERED_BLOCKS);
    return blocks.isEmpty() ? Optional.empty() : Optional.of(new LaterRelease(counted));
  }

  /**
   * The name that release v0.2, and the networks declared here, give to a layer.
   *
   * @param name a name in the later release, for example {@code conv2_block1_1_conv}
   * @return for example {@code res2a_branch2a}; {@code name} itself if it is not of the release
   */
  public String v02Name(String name) {
    Matcher block = BLOCK.matcher(name);
    if (block.matches()) {
      return "%s%s%s_branch%s"
          .formatted(
              block.group(4).equals("conv") ? "res" : "bn",
              block.group(1),
              blockName(block.group(1), Integer.parseInt(block.group(2))),
              BRANCHES.get(Integer.parseInt(block.group(3))));
    }
    return switch (name) {
      case "conv1_conv" -> "conv1";
      case "conv1_bn" -> "bn_conv1";
      case "probs", "predictions" -> "fc1000";
      default -> name;
    };
  }

  private String blockName(String stage, int number) {
    if (counted && number > 1 && (stage.equals("3") || stage.equals("4"))) {
      return "b" + (number - 1);
    }
    return String.valueOf((char) ('a' + number - 1));
  }

  /**
   * Which declaration the release needs, and how its names map.
   *
   * @return sentences for a message
   */
  public String advice() {
    return "The file is of the later ImageNet release (conv2_block1_1_conv, ...), made for another"
        + " declaration: batch normalization with epsilon 1.001e-5 and a stem whose pool is padded"
        + " by 1 with zeros. Its names map to this network's as conv1_conv -> conv1, conv1_bn ->"
        + " bn_conv1, conv2_block1_1_conv -> res2a_branch2a (_2 -> 2b, _3 -> 2c, _0 -> branch1),"
        + " ..._bn -> bn..., probs or predictions -> fc1000; WeightFile.renamed with"
        + " LaterRelease.v02Name does it. For the network declared here take the weights of"
        + " release v0.2 (weights=imagenet)";
  }
}

package dev.stagewright.weights.keras;

import dev.stagewright.weights.LayerWeights;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The layer names of the later ImageNet release (keras-applications from 1.0.8 on, and {@code
 * tf.keras.applications}): {@code conv2_block1_1_conv} and so on, which the convention KERAS has,
 * too. Its networks are another declaration than release v0.2's, so its weights do not simply fit
 * there.
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
    return "The file's layers are named as keras.applications names them since Keras 2.3"
        + " (conv2_block1_1_conv, ...): it is for networks declared with convention = KERAS, such"
        + " as KerasResNet50. Networks of KERAS_LEGACY, such as ResNet50, have another epsilon in"
        + " batch normalization (1e-3 instead of 1.001e-5) and another stem (its pool is not padded"
        + " with zeros). To load it there all the same, rename its layers (WeightFile.renamed with"
        + " LaterRelease.v02Name): conv1_conv to conv1, conv1_bn to bn_conv1, conv2_block1_1_conv to"
        + " res2a_branch2a (_2 to 2b, _3 to 2c, _0 to branch1), ..._bn to bn..., probs or"
        + " predictions to fc1000";
  }

  /**
   * The names of the classifier: {@code probs} in files of 2019, {@code predictions} since. Keras
   * itself loads these files in the order of the layers.
   *
   * @return from Keras' name today to that of 2019
   */
  static Map<String, String> aliases() {
    return Map.of("predictions", "probs");
  }
}

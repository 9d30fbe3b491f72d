package dev.stagewright.processor.topology;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The layers' names, those of Keras' first ResNet50: {@code res2a_branch2a} is the first
 * convolution in the first block of the stage that is called 2, as the stem counts as the first.
 *
 * @param nonlinearity what starts the names of its layers
 */
public record LayerNames(Nonlinearity nonlinearity) {

  /** The graph's input. */
  public static final String INPUT = "input";

  /** The stem's convolution. */
  public static final LayerName STEM_CONVOLUTION = LayerName.fixed("conv1");

  /** The stem's max pool. */
  public static final LayerName STEM_POOL = LayerName.fixed("pool1");

  /** The head's average pool. */
  public static final LayerName HEAD_POOL = LayerName.fixed("avg_pool");

  /** The pooling over the whole map, which the builder's options put in the place of the head. */
  public static final LayerName POOLING = LayerName.fixed("pooling");

  static final LayerName STEM_NORMALIZATION = LayerName.fixed("bn_conv1");

  /** The number of the first stage. */
  public static final int FIRST_STAGE = 2;

  private static final String PROJECTION = "_branch1";

  /** As many convolutions as a branch can have. */
  private static final int BRANCH = 3;

  /** The name of a block, from 0, in a stage. */
  public static String block(int stage, Naming naming, int index) {
    return stage + naming.of(index);
  }

  /** The layer that ends a block. */
  public static LayerName output(String block) {
    return new LayerName("out", block, "");
  }

  /** What all layers with parameters of a block have in common. */
  static String title(String block) {
    return "res" + block;
  }

  LayerName stemActivation() {
    return LayerName.fixed(nonlinearity.kerasName() + "_conv1");
  }

  /** One of the branch's convolutions, from 0. */
  static LayerName convolution(String block, int index) {
    return new LayerName("res", block, branch(index));
  }

  static LayerName normalization(String block, int index) {
    return new LayerName("bn", block, branch(index));
  }

  LayerName activation(String block, int index) {
    return new LayerName(nonlinearity.kerasName(), block, branch(index));
  }

  static LayerName projection(String block) {
    return new LayerName("res", block, PROJECTION);
  }

  static LayerName projectionNormalization(String block) {
    return new LayerName("bn", block, PROJECTION);
  }

  static LayerName sum(String block) {
    return new LayerName("add", block, "");
  }

  private static String branch(int index) {
    return "_branch2" + (char) ('a' + index);
  }

  /** Whether a layer of some network has this name, whatever its head is called. */
  public static boolean isTaken(String name) {
    return name.equals(INPUT)
        || Stream.concat(
                Stream.of(STEM_CONVOLUTION, STEM_NORMALIZATION, STEM_POOL, HEAD_POOL, POOLING),
                Arrays.stream(Nonlinearity.values()).map(LayerNames::new).flatMap(LayerNames::all))
            .anyMatch(layer -> isLike(name, layer));
  }

  /** One of each layer that differs by nonlinearity or block. */
  private Stream<LayerName> all() {
    String block = block(FIRST_STAGE, Naming.LETTERS, 0);
    return Stream.concat(
        Stream.of(
            stemActivation(),
            projection(block),
            projectionNormalization(block),
            sum(block),
            output(block)),
        IntStream.range(0, BRANCH)
            .boxed()
            .flatMap(
                index ->
                    Stream.of(
                        convolution(block, index),
                        normalization(block, index),
                        activation(block, index))));
  }

  /** Whether a name is a layer's, or that of the same layer in another block. */
  private static boolean isLike(String name, LayerName layer) {
    if (layer.block().isEmpty()) {
      return name.equals(layer.toString());
    }
    int end = name.length() - layer.after().length();
    return name.startsWith(layer.before())
        && name.endsWith(layer.after())
        && layer.before().length() < end
        && name.substring(layer.before().length(), end).matches(Naming.BLOCK);
  }
}

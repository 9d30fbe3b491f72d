package dev.stagewright.processor.topology;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How layers are called. No other class spells a name. */
public abstract class LayerNames {

  /** The graph's input. */
  public static final String INPUT = "input";

  /** The pooling over the whole map, which the builder's options put in the place of the head. */
  public static final LayerName POOLING = LayerName.fixed("pooling");

  /** The number of the first stage, as the stem counts as the first. */
  public static final int FIRST_STAGE = 2;

  /** As many convolutions as a branch can have, and more than any known stem has. */
  private static final int MANY = 4;

  /** The name of a block, from 0, in a stage. */
  public abstract String block(int stage, Naming naming, int index);

  /** A regular expression of the names of blocks. */
  abstract String blockPattern();

  /** What the layers with parameters of a block have in common. */
  public abstract String title(String block);

  /** One of the stem's convolutions, from 0. */
  public abstract LayerName stemConvolution(int index, int count);

  abstract LayerName stemNormalization(int index, int count);

  abstract LayerName stemActivation(Nonlinearity nonlinearity, int index, int count);

  /** The zeros around the map that the stem's pool reads. */
  abstract LayerName stemBorder();

  /** The stem's max pool. */
  public abstract LayerName stemPool();

  /** One of the branch's convolutions, from 0. */
  abstract LayerName convolution(String block, int index);

  /** Behind that convolution. */
  abstract LayerName normalization(String block, int index);

  abstract LayerName activation(Nonlinearity nonlinearity, String block, int index);

  /** Before that convolution, with preactivation. */
  LayerName preactivationNormalization(String block, int index) {
    return normalization(block, index);
  }

  LayerName preactivation(Nonlinearity nonlinearity, String block, int index) {
    return activation(nonlinearity, block, index);
  }

  /** A layer of what weighs the channels. */
  abstract LayerName attention(String block, String part);

  /** What multiplies the map with the weights of its channels. */
  LayerName gate(String block) {
    return layer(block, "se");
  }

  LayerName dropPath(String block) {
    return layer(block, "drop");
  }

  /** Before the head's dense layer. */
  LayerName dropout() {
    return LayerName.fixed("dropout");
  }

  /** What makes the shortcut smaller, where the projection does not. */
  abstract LayerName shortcutPool(String block);

  /** The projection of a shortcut that gets smaller in one way or the other. */
  abstract LayerName projection(String block, Shortcut shortcut);

  abstract LayerName projectionNormalization(String block, Shortcut shortcut);

  LayerName sum(String block) {
    return layer(block, "add");
  }

  /** The layer that ends a block; with preactivation the sum. */
  public LayerName output(String block) {
    return layer(block, "out");
  }

  /** A layer of a block by what it does. */
  public abstract LayerName layer(String block, String name);

  /** What follows the last block with preactivation. */
  abstract LayerName lastNormalization();

  abstract LayerName lastActivation(Nonlinearity nonlinearity);

  /** The head's average pool. */
  public LayerName averagePool() {
    return LayerName.fixed("avg_pool");
  }

  /** The head's max pool. */
  public LayerName maxPool() {
    return LayerName.fixed("max_pool");
  }

  /** Both, one behind the other. */
  LayerName bothPools() {
    return LayerName.fixed("avg_max_pool");
  }

  /** Whether another layer than the head may have this name. */
  public boolean isTaken(String name) {
    return name.equals(INPUT) || all().anyMatch(layer -> isLike(name, layer));
  }

  /** One of each layer that differs by more than its block. */
  private Stream<LayerName> all() {
    String block = block(FIRST_STAGE, Naming.LETTERS, 0);
    Stream<LayerName> once =
        Stream.of(
            POOLING,
            stemBorder(),
            stemPool(),
            attention(block, "mean"),
            attention(block, "fc1"),
            attention(block, "fc2"),
            attention(block, "conv"),
            gate(block),
            dropPath(block),
            dropout(),
            shortcutPool(block),
            projection(block, Shortcut.CONVOLUTION),
            projection(block, Shortcut.AVERAGE_POOL),
            projectionNormalization(block, Shortcut.CONVOLUTION),
            projectionNormalization(block, Shortcut.AVERAGE_POOL),
            sum(block),
            output(block),
            lastNormalization(),
            averagePool(),
            maxPool(),
            bothPools());
    Stream<LayerName> numbered =
        IntStream.range(0, MANY)
            .boxed()
            .flatMap(
                i ->
                    Stream.of(
                        stemConvolution(i, MANY),
                        stemNormalization(i, MANY),
                        convolution(block, i),
                        normalization(block, i),
                        preactivationNormalization(block, i)));
    Stream<LayerName> activations =
        Arrays.stream(Nonlinearity.values()).flatMap(each -> activations(each, block));
    return Stream.of(
            once, Stream.of(stemConvolution(0, 1), stemNormalization(0, 1)), numbered, activations)
        .flatMap(names -> names);
  }

  private Stream<LayerName> activations(Nonlinearity nonlinearity, String block) {
    return Stream.concat(
        Stream.of(stemActivation(nonlinearity, 0, 1), lastActivation(nonlinearity)),
        IntStream.range(0, MANY)
            .boxed()
            .flatMap(
                i ->
                    Stream.of(
                        stemActivation(nonlinearity, i, MANY),
                        activation(nonlinearity, block, i),
                        preactivation(nonlinearity, block, i))));
  }

  /** Whether a name is a layer's, or that of the same layer in another block. */
  private boolean isLike(String name, LayerName layer) {
    String block = layer.block().isEmpty() ? "" : blockPattern();
    return name.matches(Pattern.quote(layer.before()) + block + Pattern.quote(layer.after()));
  }
}

package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The stem: a convolution, normalization, the nonlinearity and perhaps a max pool. */
public record Stem(
    Node.Convolution convolution,
    Node.Normalization normalization,
    Node.Activation activation,
    Optional<Node.Pool> pool) {

  /** The stem of a network. */
  public static Stem of(
      LayerNames names, int filters, Window window, boolean bias, Optional<Window> pool) {
    Node.Convolution convolution =
        new Node.Convolution(
            LayerNames.STEM_CONVOLUTION,
            LayerNames.INPUT,
            Size.fixed(filters),
            Size.fixed(window.kernel()),
            Size.fixed(window.stride()),
            window.padding(),
            window.same(),
            bias);
    Node.Normalization normalization =
        new Node.Normalization(LayerNames.STEM_NORMALIZATION, convolution.name().toString());
    Node.Activation activation =
        new Node.Activation(names.stemActivation(), normalization.name().toString());
    return new Stem(
        convolution,
        normalization,
        activation,
        pool.map(
            by ->
                new Node.Pool(
                    LayerNames.STEM_POOL, activation.name().toString(), Node.Pool.Kind.MAX, by)));
  }

  /** The layers in the order of computation. */
  public List<Node> nodes() {
    return Stream.<Node>concat(Stream.of(convolution, normalization, activation), pool.stream())
        .toList();
  }

  /** The layer that ends it. */
  public String output() {
    return pool.map(Node.Pool::name).orElse(activation.name()).toString();
  }
}

package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The head: perhaps an average pool, then a dense softmax layer. */
public record Head(Optional<Node.Pool> pool, Node.Dense dense) {

  /**
   * The head of a network.
   *
   * @param input the layer that ends the last stage
   * @param name of the dense layer
   */
  public static Head of(String input, Optional<Window> pool, int classes, String name) {
    Optional<Node.Pool> before =
        pool.map(by -> new Node.Pool(LayerNames.HEAD_POOL, input, Node.Pool.Kind.AVERAGE, by));
    String pooled = before.map(layer -> layer.name().toString()).orElse(input);
    return new Head(before, new Node.Dense(LayerName.fixed(name), pooled, classes));
  }

  /** The layers in the order of computation. */
  public List<Node> nodes() {
    return Stream.<Node>concat(pool.stream(), Stream.of(dense)).toList();
  }
}

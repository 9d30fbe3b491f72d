package dev.stagewright.processor.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The head: with preactivation the last normalization and nonlinearity, then pooling, then a dense
 * softmax layer.
 *
 * @param last what ends the last stage with preactivation; else nothing
 * @param pools what precedes the dense layer; may be nothing
 */
public record Head(List<Node> last, List<Node> pools, Node.Dense dense) {

  /** Copies the lists. */
  public Head {
    last = List.copyOf(last);
    pools = List.copyOf(pools);
  }

  /**
   * The head of a network.
   *
   * @param input the layer that ends the last stage
   * @param window the side of the windows; 0 for no pool; of {@link Pooling#WINDOW} only
   * @param name of the dense layer
   */
  public static Head of(
      Settings settings, String input, Pooling pooling, int window, int classes, String name) {
    LayerNames names = settings.names();
    Chain last = new Chain(input, settings);
    if (settings.defaults().preactivation()) {
      last.normalization(names.lastNormalization())
          .activation(names.lastActivation(settings.nonlinearity()), settings.nonlinearity());
    }
    List<Node> pools = pools(names, last.end(), pooling, window);
    String pooled = pools.isEmpty() ? last.end() : pools.get(pools.size() - 1).name().toString();
    return new Head(last.nodes(), pools, new Node.Dense(LayerName.fixed(name), pooled, classes));
  }

  private static List<Node> pools(LayerNames names, String input, Pooling pooling, int window) {
    Node average = new Node.GlobalPool(names.averagePool(), input, Node.PoolKind.AVERAGE);
    Node max = new Node.GlobalPool(names.maxPool(), input, Node.PoolKind.MAX);
    List<Node> pools = new ArrayList<>();
    switch (pooling) {
      case WINDOW -> {
        if (window > 0) {
          Window windows = Window.valid(window, window);
          pools.add(
              new Node.Pool(
                  names.averagePool(),
                  input,
                  Node.PoolKind.AVERAGE,
                  Size.fixed(window),
                  Size.fixed(window),
                  windows));
        }
      }
      case AVERAGE -> pools.add(average);
      case MAX -> pools.add(max);
      case AVERAGE_AND_MAX -> {
        List<String> both = List.of(average.name().toString(), max.name().toString());
        pools.addAll(List.of(average, max, new Node.Concatenation(names.bothPools(), both)));
      }
    }
    return pools;
  }

  /** Whether what reaches the dense layer has no height and width. */
  public boolean isGlobal() {
    return !pools.isEmpty() && !(pools.get(0) instanceof Node.Pool);
  }

  /** The layers in the order of computation. */
  public List<Node> nodes() {
    return Stream.of(last, pools, List.<Node>of(dense)).flatMap(List::stream).toList();
  }
}

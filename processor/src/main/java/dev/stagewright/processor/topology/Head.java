package dev.stagewright.processor.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The head: with preactivation the last normalization and nonlinearity, then pooling, dropout and a
 * dense layer.
 *
 * @param last what ends the last stage with preactivation; else nothing
 * @param pools may be nothing
 * @param dropout before the dense layer; may be nothing
 */
public record Head(List<Node> last, List<Node> pools, List<Node> dropout, Node.Dense dense) {

  /** What the dense layer makes. */
  public record Output(String name, int units, Task task) {}

  /** Copies the lists. */
  public Head {
    last = List.copyOf(last);
    pools = List.copyOf(pools);
    dropout = List.copyOf(dropout);
  }

  /**
   * The head of a network.
   *
   * @param input the layer that ends the last stage
   * @param window the side of the windows; 0 for no pool; of {@link Pooling#WINDOW} only
   * @param dropout how often a value is left out before the dense layer
   */
  public static Head of(
      Settings settings, String input, Pooling pooling, int window, double dropout, Output output) {
    LayerNames names = settings.names();
    Chain last = new Chain(input, settings);
    if (settings.defaults().preactivation()) {
      last.normalization(names.lastNormalization())
          .activation(names.lastActivation(settings.nonlinearity()), settings.nonlinearity());
    }
    List<Node> pools = pools(names, last.end(), pooling, window);
    String pooled = pools.isEmpty() ? last.end() : pools.get(pools.size() - 1).name().toString();
    Chain dropped = new Chain(pooled, settings);
    if (dropout > 0) {
      dropped.add(new Node.Dropout(names.dropout(), pooled, dropout));
    }
    LayerName name = LayerName.fixed(output.name());
    return new Head(
        last.nodes(),
        pools,
        dropped.nodes(),
        new Node.Dense(name, dropped.end(), output.units(), output.task()));
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
    return Stream.of(last, pools, dropout, List.<Node>of(dense)).flatMap(List::stream).toList();
  }
}

package dev.stagewright.processor.topology;

import java.util.ArrayList;
import java.util.List;

/** Layers one behind the other, while they are being put together. */
final class Chain {

  private final List<Node> nodes = new ArrayList<>();
  private final Settings settings;
  private String end;

  /** The numbers of a convolution's kernel. */
  record Kernel(Size side, Size stride, Size groups, Size dilation) {

    /** A kernel of 1 x 1. */
    static Kernel pointwise(Size stride) {
      return new Kernel(Size.fixed(1), stride, Size.fixed(1), Size.fixed(1));
    }
  }

  /**
   * An empty chain.
   *
   * @param input what its first layer will read
   * @param settings what all layers share
   */
  Chain(String input, Settings settings) {
    this.end = input;
    this.settings = settings;
  }

  /**
   * Adds a convolution that only its stride makes smaller.
   *
   * @param normalized whether a normalization follows
   */
  Chain convolution(LayerName name, Size filters, Kernel kernel, boolean normalized) {
    int side = kernel.side().value();
    int step = kernel.dilation().value();
    // A kernel of 1 needs no padding to keep the size.
    boolean same = side != 1 && !settings.defaults().symmetricPadding();
    int padding = same ? 0 : Window.keeping(side, step);
    Window window = new Window(side, kernel.stride().value(), padding, same, step);
    return add(
        new Convolution(
            name,
            end,
            filters,
            kernel.side(),
            kernel.stride(),
            kernel.groups(),
            kernel.dilation(),
            window,
            true,
            hasBias(normalized)));
  }

  /** Adds a convolution with a padding of its own. */
  Chain convolution(LayerName name, int filters, Window window, boolean normalized) {
    return add(
        new Convolution(
            name,
            end,
            Size.fixed(filters),
            Size.fixed(window.kernel()),
            Size.fixed(window.stride()),
            Size.fixed(1),
            Size.fixed(1),
            window,
            false,
            hasBias(normalized)));
  }

  private boolean hasBias(boolean normalized) {
    return settings.bias().of(normalized && settings.norm() != Norm.NONE);
  }

  /** Adds a normalization, if the network has any. */
  Chain normalization(LayerName name) {
    return settings.norm() == Norm.NONE ? this : add(new Node.Normalization(name, end, 1));
  }

  /** Adds a normalization that lets nothing through at first. */
  Chain closedNormalization(LayerName name) {
    return add(new Node.Normalization(name, end, 0));
  }

  Chain activation(LayerName name, Nonlinearity nonlinearity) {
    return add(new Node.Activation(name, end, nonlinearity));
  }

  Chain pool(LayerName name, Node.PoolKind kind, Size kernel, Size stride, Window window) {
    return add(new Node.Pool(name, end, kind, kernel, stride, window));
  }

  /** Adds a pool outside of blocks. */
  Chain pool(LayerName name, Node.PoolKind kind, Window window) {
    return pool(name, kind, Size.fixed(window.kernel()), Size.fixed(window.stride()), window);
  }

  Chain zeroPadding(LayerName name, int padding) {
    return add(new Node.ZeroPadding(name, end, padding));
  }

  Chain add(Node node) {
    nodes.add(node);
    end = node.name().toString();
    return this;
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /** The last layer's name; the input's, if there is none yet. */
  String end() {
    return end;
  }
}

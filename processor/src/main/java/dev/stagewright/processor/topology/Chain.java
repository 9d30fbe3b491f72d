package dev.stagewright.processor.topology;

import java.util.ArrayList;
import java.util.List;

/** Layers one behind the other, while they are being put together. */
final class Chain {

  private final List<Node> nodes = new ArrayList<>();
  private final boolean bias;
  private String end;

  /**
   * An empty chain.
   *
   * @param input what its first layer will read
   * @param bias whether convolutions have one
   */
  Chain(String input, boolean bias) {
    this.end = input;
    this.bias = bias;
  }

  /** Adds a convolution that only its stride makes smaller. */
  Chain convolution(LayerName name, Size filters, Size kernel, Size stride) {
    // A kernel of 1 needs no padding to keep the size.
    boolean same = kernel.value() != 1;
    return add(new Node.Convolution(name, end, filters, kernel, stride, 0, same, bias));
  }

  Chain normalization(LayerName name) {
    return add(new Node.Normalization(name, end));
  }

  Chain activation(LayerName name) {
    return add(new Node.Activation(name, end));
  }

  private Chain add(Node node) {
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

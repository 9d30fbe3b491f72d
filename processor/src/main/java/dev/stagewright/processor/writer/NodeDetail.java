package dev.stagewright.processor.writer;

import dev.stagewright.processor.topology.Convolution;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.NodeVisitor;
import dev.stagewright.processor.topology.OwnBlock;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.Topology;
import dev.stagewright.processor.topology.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A layer's own numbers in words: what tells it from others of its kind and shape. */
final class NodeDetail implements NodeVisitor<String> {

  private final Topology topology;
  private final Optional<Stage> stage;

  /**
   * Words for the layers of one part.
   *
   * @param stage none for stem and head
   */
  NodeDetail(Topology topology, Optional<Stage> stage) {
    this.topology = topology;
    this.stage = stage;
  }

  @Override
  public String convolution(Convolution convolution) {
    List<String> words = window(convolution.window());
    if (convolution.groups().value() != 1) {
      words.add("groups " + convolution.groups().value());
    }
    if (convolution.dilation().value() != 1) {
      words.add("dilation " + convolution.dilation().value());
    }
    words.add(convolution.hasBias() ? "bias" : "no bias");
    words.addAll(penalties());
    return String.join(", ", words);
  }

  private List<String> penalties() {
    double l1 = stage.map(Stage::l1).orElse(topology.settings().l1());
    double l2 = stage.map(Stage::l2).orElse(topology.settings().l2());
    List<String> words = new ArrayList<>();
    if (l1 != 0) {
      words.add("L1 " + Literals.number(l1));
    }
    if (l2 != 0) {
      words.add("L2 " + Literals.number(l2));
    }
    return words;
  }

  private static List<String> window(Window window) {
    List<String> words = new ArrayList<>();
    words.add(Text.format("%d x %d", window.kernel(), window.kernel()));
    if (window.stride() != 1) {
      words.add("stride " + window.stride());
    }
    if (window.same()) {
      words.add("same");
    } else if (window.padding() != 0) {
      words.add("padding " + window.padding());
    }
    return words;
  }

  @Override
  public String normalization(Node.Normalization normalization) {
    return Text.format(
        "epsilon %s, momentum %s%s",
        Literals.number(topology.settings().epsilon()),
        Literals.number(topology.settings().momentum()),
        normalization.gamma() == 1 ? "" : ", gamma from " + normalization.gamma());
  }

  @Override
  public String activation(Node.Activation activation) {
    double alpha = stage.map(Stage::alpha).orElse(topology.settings().alpha());
    return activation.nonlinearity().title()
        + (activation.nonlinearity().hasAlpha() ? ", alpha " + Literals.number(alpha) : "");
  }

  @Override
  public String pool(Node.Pool pool) {
    return String.join(", ", window(pool.window()));
  }

  @Override
  public String zeroPadding(Node.ZeroPadding padding) {
    return padding.padding() + " on each side";
  }

  @Override
  public String globalPool(Node.GlobalPool pool) {
    return "";
  }

  @Override
  public String concatenation(Node.Concatenation concatenation) {
    return "";
  }

  @Override
  public String sum(Node.Sum sum) {
    return "";
  }

  @Override
  public String linear(Node.Linear linear) {
    return linear.sigmoid() ? "sigmoid" : "ReLU";
  }

  @Override
  public String channelConvolution(Node.ChannelConvolution convolution) {
    return "kernel " + convolution.kernel() + ", sigmoid";
  }

  @Override
  public String gate(Node.Gate gate) {
    return "";
  }

  @Override
  public String dropPath(Node.DropPath drop) {
    return Text.format("rate %.4f", drop.rate().value());
  }

  @Override
  public String dropout(Node.Dropout dropout) {
    return "rate " + Literals.number(dropout.rate());
  }

  @Override
  public String ownBlock(OwnBlock block) {
    return block.type().name() + ", stride " + block.stride();
  }

  @Override
  public String dense(Node.Dense dense) {
    return switch (dense.task()) {
      case SINGLE_LABEL -> "softmax";
      case MULTI_LABEL, BINARY -> "sigmoid";
      case REGRESSION -> "identity";
    };
  }
}

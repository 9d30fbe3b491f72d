package dev.stagewright.processor.writer;

import dev.stagewright.processor.topology.Block;
import dev.stagewright.processor.topology.Convolution;
import dev.stagewright.processor.topology.InferredLayer;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.OwnBlock;
import dev.stagewright.processor.topology.ResidualBlock;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The Javadoc of a generated class: what the network consists of, one row a block. */
final class ClassDoc {

  private final Topology topology;
  private final InferredLayers inferred;
  private final Table table = new Table("layers", "convolutions", "output", "parameters", "MFLOP");

  private ClassDoc(Topology topology, InferredLayers inferred) {
    this.topology = topology;
    this.inferred = inferred;
  }

  /**
   * The text.
   *
   * @param declaration a reference to the annotated type
   */
  static String of(String declaration, Topology topology, InferredLayers inferred) {
    return new ClassDoc(topology, inferred).text(declaration);
  }

  private String text(String declaration) {
    addRows();
    NetworkProse prose = new NetworkProse(topology, inferred);
    return Text.wrap("The network that " + declaration + " declares: " + prose.layers() + ".")
        + "\n"
        + Text.wrap("<p>" + prose.form())
        + "\n"
        + Text.wrap("<p>" + prose.costs())
        + "\n"
        + table.html("For an image of " + topology.input());
  }

  private void addRows() {
    addStem();
    for (Stage stage : topology.stages()) {
      for (Block block : stage.blocks()) {
        row(block.title(), kernels(block), block.nodes());
      }
    }
    topology.head().nodes().stream().filter(ClassDoc::hasRow).forEach(this::row);
  }

  private static String kernels(Block block) {
    if (block instanceof OwnBlock own) {
      return own.type().name();
    }
    ResidualBlock residual = (ResidualBlock) block;
    String shortcut = residual.projected() ? "; " + kernels(residual.shortcut()) : "";
    return kernels(residual.branch()) + shortcut;
  }

  /** A row for every convolution with what follows it, and one for the pool. */
  private void addStem() {
    List<Node> part = new ArrayList<>();
    for (Node node : topology.stem().nodes()) {
      boolean begins = node instanceof Convolution || node instanceof Node.Pool;
      if (begins && !part.isEmpty()) {
        stemRow(part);
        part.clear();
      }
      if (!(node instanceof Node.ZeroPadding)) {
        part.add(node);
      }
    }
    stemRow(part);
  }

  private void stemRow(List<Node> nodes) {
    row(nodes.get(0).name().toString(), kernels(nodes), nodes);
  }

  /** Nonlinearities hold and cost nothing. */
  private static boolean hasRow(Node node) {
    return !(node instanceof Node.Activation);
  }

  private static String kernels(List<Node> nodes) {
    return Convolution.among(nodes)
        .map(each -> Text.format("%d x %d", each.kernel().value(), each.kernel().value()))
        .collect(Collectors.joining(", "));
  }

  private void row(Node node) {
    row(node.name().toString(), "", List.of(node));
  }

  /** A row for some layers: their kernels, what the last makes, what they hold and cost. */
  private void row(String title, String kernels, List<Node> nodes) {
    InferredLayer end = inferred.layer(nodes.get(nodes.size() - 1).name().toString());
    boolean known = !(end.node() instanceof OwnBlock);
    table.row(
        title,
        kernels,
        end.isDense() ? String.valueOf(end.output().channels()) : end.output().toString(),
        known ? Text.format("%,d", inferred.total(nodes, InferredLayer::parameters)) : "",
        known ? Text.format("%,.1f", inferred.total(nodes, InferredLayer::flops) / 1e6) : "");
  }
}

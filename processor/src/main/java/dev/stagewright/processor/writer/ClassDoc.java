package dev.stagewright.processor.writer;

import dev.stagewright.processor.topology.Block;
import dev.stagewright.processor.topology.Convolution;
import dev.stagewright.processor.topology.Defaults;
import dev.stagewright.processor.topology.InferredLayer;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.MinimumText;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.Settings;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.StrideAt;
import dev.stagewright.processor.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Javadoc of a generated class: what the network consists of, one row a block. */
final class ClassDoc {

  private static final String NO_PENALTY = "none";

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
    return Text.wrap("The network that " + declaration + " declares: " + layers() + ".")
        + "\n"
        + Text.wrap("<p>" + strides() + " " + penalties())
        + "\n"
        + Text.wrap("<p>" + costs() + minimum())
        + "\n"
        + table.html("For an image of " + topology.input());
  }

  private String layers() {
    Settings settings = topology.settings();
    return Text.format(
        "%d convolutions%s, each with batch normalization (epsilon %s, momentum %s), %s%s as the"
            + " nonlinearity, and a classifier of %,d classes",
        inferred.layers().stream().filter(InferredLayer::isConvolution).count(),
        switch (settings.bias()) {
          case ALL -> "";
          case NONE -> " without bias";
          case WHERE_NOT_NORMALIZED -> ", with bias where no normalization follows";
        },
        Literals.number(settings.epsilon()),
        Literals.number(settings.momentum()),
        settings.nonlinearity().title(),
        settings.nonlinearity().hasAlpha()
            ? " with alpha "
                + byPart(Literals.number(settings.alpha()), stage -> Literals.number(stage.alpha()))
            : "",
        topology.head().dense().units());
  }

  private String strides() {
    Defaults defaults = topology.settings().defaults();
    return Text.format(
        "The stride of a stage is in its %s block, in %s.",
        defaults.strideInLastBlock() ? "last" : "first",
        topology.stages().stream()
            .map(stage -> stage.blocks().get(0).strideAt())
            .distinct()
            .map(at -> at == StrideAt.FIRST ? "the first convolution" : "the second convolution")
            .collect(Collectors.joining(" or ")));
  }

  private String penalties() {
    Settings settings = topology.settings();
    String text =
        byPart(penalty(settings.l1(), settings.l2()), stage -> penalty(stage.l1(), stage.l2()));
    return text.equals(NO_PENALTY)
        ? "Kernels have no penalty."
        : "Penalty on the kernels of convolutions: " + text + ".";
  }

  private static String penalty(double l1, double l2) {
    String both =
        Stream.of(
                l1 == 0 ? "" : "L1 of " + Literals.number(l1),
                l2 == 0 ? "" : "L2 of " + Literals.number(l2))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(" and "));
    return both.isEmpty() ? NO_PENALTY : both;
  }

  /** What the stem has, and every stage that has something else. */
  private String byPart(String stem, Function<Stage, String> value) {
    String others =
        topology.stages().stream()
            .filter(stage -> !value.apply(stage).equals(stem))
            .map(stage -> value.apply(stage) + " in stage " + stage.number())
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? stem : stem + " (" + others + ")";
  }

  private String costs() {
    long flops = inferred.total(InferredLayer::flops);
    boolean small = flops < 1_000_000_000;
    return Text.format(
        "%,d parameters, %,d of them trained; %.2f %s of convolutions an image, two for each"
            + " multiply-add.",
        inferred.total(InferredLayer::parameters),
        inferred.total(InferredLayer::trainable),
        flops / (small ? 1e6 : 1e9),
        small ? "MFLOP" : "GFLOP");
  }

  private String minimum() {
    int side = topology.path().minimum();
    return side == 1
        ? ""
        : Text.format(
            " The smallest image is %d x %d, since %s.",
            side, side, MinimumText.of(topology.path()));
  }

  private void addRows() {
    addStem();
    for (Stage stage : topology.stages()) {
      for (Block block : stage.blocks()) {
        String shortcut = block.projected() ? "; " + kernels(block.shortcut()) : "";
        row(block.title(), kernels(block.branch()) + shortcut, block.nodes());
      }
    }
    topology.head().nodes().stream().filter(ClassDoc::hasRow).forEach(this::row);
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
    return Block.convolutions(nodes)
        .map(each -> Text.format("%d x %d", each.kernel().value(), each.kernel().value()))
        .collect(Collectors.joining(", "));
  }

  private void row(Node node) {
    row(node.name().toString(), "", List.of(node));
  }

  /** A row for some layers: their kernels, what the last makes, what they hold and cost. */
  private void row(String title, String kernels, List<Node> nodes) {
    InferredLayer end = inferred.layer(nodes.get(nodes.size() - 1).name().toString());
    table.row(
        title,
        kernels,
        end.isDense() ? String.valueOf(end.output().channels()) : end.output().toString(),
        Text.format("%,d", inferred.total(nodes, InferredLayer::parameters)),
        Text.format("%,.1f", inferred.total(nodes, InferredLayer::flops) / 1e6));
  }
}

package dev.stagewright.processor.writer;

import dev.stagewright.processor.topology.BlockClass;
import dev.stagewright.processor.topology.Defaults;
import dev.stagewright.processor.topology.Head;
import dev.stagewright.processor.topology.InferredLayer;
import dev.stagewright.processor.topology.InferredLayers;
import dev.stagewright.processor.topology.MinimumText;
import dev.stagewright.processor.topology.Node;
import dev.stagewright.processor.topology.Norm;
import dev.stagewright.processor.topology.ResidualBlock;
import dev.stagewright.processor.topology.Settings;
import dev.stagewright.processor.topology.Stage;
import dev.stagewright.processor.topology.StrideAt;
import dev.stagewright.processor.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a network consists of and costs, in sentences. */
final class NetworkProse {

  private static final String NONE = "none";

  private final Topology topology;
  private final Settings settings;
  private final InferredLayers inferred;

  NetworkProse(Topology topology, InferredLayers inferred) {
    this.topology = topology;
    this.settings = topology.settings();
    this.inferred = inferred;
  }

  /** What there is, without a full stop. */
  String layers() {
    return Text.format(
        "%d convolutions%s, %s, %s as the nonlinearity, and %s",
        inferred.layers().stream().filter(InferredLayer::isConvolution).count(),
        switch (settings.bias()) {
          case ALL -> "";
          case NONE -> " without bias";
          case WHERE_NOT_NORMALIZED -> ", with bias where no normalization follows";
        },
        normalization(),
        nonlinearity(),
        head(topology.head().dense()));
  }

  private String normalization() {
    return settings.norm() == Norm.NONE
        ? "no normalization"
        : Text.format(
            "%s batch normalization (epsilon %s, momentum %s)",
            settings.defaults().preactivation() ? "most behind a" : "each with",
            Literals.number(settings.epsilon()),
            Literals.number(settings.momentum()));
  }

  private String nonlinearity() {
    String title =
        byPart(settings.nonlinearity().title(), stage -> stage.nonlinearity().title(), builtIn());
    boolean alpha = topology.nonlinearities().stream().anyMatch(each -> each.hasAlpha());
    return alpha
        ? title
            + " with alpha "
            + byPart(
                Literals.number(settings.alpha()),
                stage -> Literals.number(stage.alpha()),
                builtIn().stream().filter(stage -> stage.nonlinearity().hasAlpha()).toList())
        : title;
  }

  private static String head(Node.Dense dense) {
    return switch (dense.task()) {
      case SINGLE_LABEL -> Text.format("a classifier of %,d classes", dense.units());
      case MULTI_LABEL -> Text.format("a sigmoid for each of %,d labels", dense.units());
      case BINARY -> "a sigmoid for yes or no";
      case REGRESSION -> Text.format("a dense layer of %,d values", dense.units());
    };
  }

  /** How the parts are put together. */
  String form() {
    List<String> sentences = new ArrayList<>();
    if (!builtIn().isEmpty()) {
      sentences.add(strides());
      addForm(sentences);
    }
    own().forEach((type, stages) -> sentences.add(own(type, stages)));
    Head head = topology.head();
    head.dropout()
        .forEach(
            node ->
                sentences.add(
                    "Dropout of "
                        + Literals.number(((Node.Dropout) node).rate())
                        + " before the dense layer."));
    sentences.add(penalties());
    return String.join(" ", sentences);
  }

  private List<Stage> builtIn() {
    return topology.builtIn();
  }

  private String strides() {
    Defaults defaults = settings.defaults();
    return Text.format(
        "The stride of a stage is in its %s block, in %s.",
        defaults.strideInLastBlock() ? "last" : "first",
        first()
            .map(ResidualBlock::strideAt)
            .distinct()
            .map(at -> at == StrideAt.FIRST ? "the first convolution" : "the second convolution")
            .collect(Collectors.joining(" or ")));
  }

  /** The first block of each stage. */
  private Stream<ResidualBlock> first() {
    return builtIn().stream().map(NetworkProse::first);
  }

  private static ResidualBlock first(Stage stage) {
    return (ResidualBlock) stage.blocks().get(0);
  }

  private void addForm(List<String> sentences) {
    if (settings.defaults().preactivation()) {
      sentences.add("In blocks, normalization and nonlinearity come before the convolutions.");
    }
    number("Groups of the convolutions that are not 1 x 1: ", "1", Stage::groups, sentences);
    number("Dilation of the convolutions that are not 1 x 1: ", "1", Stage::dilation, sentences);
    String attention = byStage(stage -> attention(first(stage)));
    if (!attention.equals(NONE)) {
      sentences.add("Attention at the end of every branch: " + attention + ".");
    }
    if (builtIn().stream().anyMatch(NetworkProse::hasPooledShortcut)) {
      sentences.add("Projections with a stride read their input through an average pool.");
    }
    if (settings.stochasticDepth() > 0) {
      sentences.add(
          Text.format(
              "In training a branch is left out at a rate that grows from 0 in the first block to"
                  + " %s in the last.",
              Literals.number(settings.stochasticDepth())));
    }
    if (settings.zeroInitResidual()) {
      sentences.add("The last normalization of every branch starts with gamma 0.");
    }
  }

  private void number(
      String text, String usual, Function<Stage, Integer> value, List<String> sentences) {
    String all = byStage(stage -> String.valueOf(value.apply(stage)));
    if (!all.equals(usual)) {
      sentences.add(text + all + ".");
    }
  }

  private static String attention(ResidualBlock block) {
    if (block.attention().isEmpty()) {
      return NONE;
    }
    return block.attention().stream().anyMatch(Node.Linear.class::isInstance)
        ? "squeeze and excitation with reduction " + block.weighing().reduction()
        : "efficient channel attention";
  }

  private static boolean hasPooledShortcut(Stage stage) {
    return stage.blocks().stream()
        .map(ResidualBlock.class::cast)
        .anyMatch(block -> block.projected() && block.shortcut().get(0) instanceof Node.Pool);
  }

  private Map<BlockClass, List<Stage>> own() {
    return topology.stages().stream()
        .filter(stage -> stage.blockClass().isPresent())
        .collect(
            Collectors.groupingBy(
                stage -> stage.blockClass().orElseThrow(),
                LinkedHashMap::new,
                Collectors.toList()));
  }

  private static String own(BlockClass type, List<Stage> stages) {
    return Text.format(
        "The blocks of stage%s %s are made by {@code %s}; what they hold and cost is not known here"
            + " and not counted.",
        stages.size() == 1 ? "" : "s",
        stages.stream()
            .map(stage -> String.valueOf(stage.number()))
            .collect(Collectors.joining(", ")),
        type.name());
  }

  private String penalties() {
    String text =
        byPart(
            penalty(settings.l1(), settings.l2()),
            stage -> penalty(stage.l1(), stage.l2()),
            topology.stages());
    return text.equals(NONE)
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
    return both.isEmpty() ? NONE : both;
  }

  /** What the first stage has, and every stage that has something else. */
  private String byStage(Function<Stage, String> value) {
    return byPart(value.apply(builtIn().get(0)), value, builtIn());
  }

  /** What the stem has, and every stage that has something else. */
  private static String byPart(String stem, Function<Stage, String> value, List<Stage> stages) {
    String others =
        stages.stream()
            .filter(stage -> !value.apply(stage).equals(stem))
            .map(stage -> value.apply(stage) + " in stage " + stage.number())
            .collect(Collectors.joining(", "));
    return others.isEmpty() ? stem : stem + " (" + others + ")";
  }

  /** Parameters, FLOPs, and the smallest image. */
  String costs() {
    long flops = inferred.total(InferredLayer::flops);
    boolean small = flops < 1_000_000_000;
    return Text.format(
            "%,d parameters, %,d of them trained; %.2f %s of convolutions an image, two for each"
                + " multiply-add.",
            inferred.total(InferredLayer::parameters),
            inferred.total(InferredLayer::trainable),
            flops / (small ? 1e6 : 1e9),
            small ? "MFLOP" : "GFLOP")
        + minimum();
  }

  private String minimum() {
    int side = topology.path().minimum();
    return side == 1
        ? ""
        : Text.format(
            " The smallest image is %d x %d, since %s.",
            side, side, MinimumText.of(topology.path()));
  }
}

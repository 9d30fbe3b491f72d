package dev.stagewright.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The layers of a graph in the groups that fine-tuning goes by: the stem, every block of every
 * stage, the head. Groups meet at layers through which everything passes.
 */
public final class LayerGroups {

  /** The name of what stands in front of the stages. */
  public static final String STEM = "stem";

  private final ComputationGraph graph;
  private final List<StageInfo> stages;
  private final Map<String, List<String>> inputs;

  /** Names of the layers in the graph's order, which is that of its parameters. */
  private final List<String> order;

  /** Layers that alone connect what is in front of them with what is behind. */
  private final Set<String> waists;

  private LayerGroups(ComputationGraph graph, List<StageInfo> stages) {
    this.graph = graph;
    this.stages = List.copyOf(stages);
    this.inputs = graph.getConfiguration().getVertexInputs();
    this.order = order(graph);
    this.waists = waists();
  }

  /**
   * Those of a graph.
   *
   * @param graph an initialized graph
   * @param stages of the network that it was made of, as {@link Network#stages}; empty if unknown
   * @return its groups
   */
  public static LayerGroups of(ComputationGraph graph, List<StageInfo> stages) {
    return new LayerGroups(graph, stages);
  }

  private static List<String> order(ComputationGraph graph) {
    List<String> order = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      order.add(graph.getVertices()[index].getVertexName());
    }
    order.removeAll(graph.getConfiguration().getNetworkInputs());
    return order;
  }

  private Set<String> waists() {
    Map<String, Integer> unread = new LinkedHashMap<>();
    inputs.values().forEach(all -> all.forEach(input -> unread.merge(input, 1, Integer::sum)));
    Set<String> open = new LinkedHashSet<>(graph.getConfiguration().getNetworkInputs());
    Set<String> found = new LinkedHashSet<>();
    for (String layer : order) {
      for (String input : inputs(layer)) {
        if (unread.merge(input, -1, Integer::sum) == 0) {
          open.remove(input);
        }
      }
      open.add(layer);
      if (open.size() == 1) {
        found.add(layer);
      }
    }
    return found;
  }

  /**
   * The layers in the graph's order, which is that of its parameters.
   *
   * @return their names, without the graph's inputs
   */
  public List<String> layers() {
    return order;
  }

  /**
   * The layer that ends the stem or a stage.
   *
   * @param name {@code stem}, {@code stage 2} and so on as the layers' names count them, or the
   *     name of a layer through which everything passes
   * @return the layer's name
   * @throws OptionException if the graph has nothing of that name
   */
  public String end(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace(" ", "");
    Optional<String> known =
        plain.equals(STEM) && !stages.isEmpty()
            ? Optional.of(stemEnd())
            : stages.stream()
                .filter(stage -> plain.equals("stage" + stage.number()))
                .map(StageInfo::output)
                .findFirst();
    return known.orElseGet(() -> waist(name));
  }

  /**
   * How many layers compute the same for a picture every time if so many do not train: layers
   * behind them that have no parameters and draw nothing, as a pooling, do as well.
   *
   * @param frozen how many of the first layers do not train; the last of them is one through which
   *     everything passes
   * @return at least as many; behind the last one everything passes, too
   */
  public int indexBehindFixed(int frozen) {
    int fixed = frozen;
    while (isFixed(order.get(fixed))) {
      fixed++;
    }
    return fixed;
  }

  private boolean isFixed(String layer) {
    var vertex = graph.getVertex(layer);
    return waists.contains(layer)
        && vertex.hasLayer()
        && vertex.numParams() == 0
        && vertex.getLayer().conf().getLayer().getIDropout() == null
        && !graph.getConfiguration().getNetworkOutputs().contains(layer);
  }

  private String waist(String name) {
    boolean isOutput = graph.getConfiguration().getNetworkOutputs().contains(name);
    if (waists.contains(name) && !isOutput) {
      return name;
    }
    List<String> names = new ArrayList<>();
    if (!stages.isEmpty()) {
      names.add(STEM);
      stages.forEach(stage -> names.add("stage " + stage.number()));
    }
    throw new OptionException(
        "freezeTo: found \"%s\"; expected %sthe name of a layer in front of the output through which everything passes"
            .formatted(name, names.isEmpty() ? "" : String.join(", ", names) + " or "));
  }

  /** In front of the first block's first layer. */
  private String stemEnd() {
    String fork = firstFork();
    if (!isJoin(stages.get(0).output())) {
      return fork;
    }
    // With preactivation the first block begins with its normalization, before the ways part.
    String end = fork;
    while (isPreactivation(end) && waists.contains(inputs(end).get(0))) {
      end = inputs(end).get(0);
    }
    return end;
  }

  private String firstFork() {
    return waists.stream()
        .filter(layer -> readers(layer) > 1)
        .findFirst()
        .orElseThrow(
            () ->
                new OptionException(
                    "freezeTo: where the stem ends cannot be told, since no way parts in the first block. Name its last layer"));
  }

  private boolean isPreactivation(String layer) {
    var vertex = graph.getVertex(layer);
    if (!vertex.hasLayer()) {
      return false;
    }
    var configured = vertex.getLayer().conf().getLayer();
    return configured instanceof ActivationLayer || configured instanceof BatchNormalization;
  }

  private long readers(String layer) {
    return inputs.values().stream().filter(all -> all.contains(layer)).count();
  }

  private List<String> inputs(String layer) {
    return inputs.getOrDefault(layer, List.of());
  }

  private boolean isJoin(String layer) {
    return inputs(layer).size() > 1;
  }

  /**
   * How much of the learning rate each layer gets if it decays from block to block, as {@code
   * layer_decay} of timm's {@code create_optimizer}: the head 1, the last block decay, the block in
   * front of it decay^2, and the stem the least.
   *
   * @param decay above 0, at most 1
   * @return factors by layer
   * @throws OptionException if it is not known which layers make a block
   */
  public Map<String, Double> rates(double decay) {
    List<List<String>> groups = groups();
    Map<String, Double> rates = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      double rate = Math.pow(decay, groups.size() - 1.0 - i);
      groups.get(i).forEach(layer -> rates.put(layer, rate));
    }
    return rates;
  }

  /**
   * Stem, blocks and head.
   *
   * @return the layers of each, in the graph's order
   * @throws OptionException if it is not known which layers make a block
   */
  public List<List<String>> groups() {
    if (stages.isEmpty()) {
      throw new OptionException(
          "blockDecay: the graph's blocks are not known; they are of networks that were declared");
    }
    List<String> ends = new ArrayList<>();
    ends.add(stemEnd());
    stages.forEach(stage -> ends.addAll(blockEnds(stage, ends.get(ends.size() - 1))));
    List<List<String>> groups = new ArrayList<>();
    int from = 0;
    for (String end : ends) {
      int to = order.indexOf(end) + 1;
      groups.add(order.subList(from, to));
      from = to;
    }
    groups.add(order.subList(from, order.size()));
    return groups;
  }

  /** A block ends where the next one's ways part, behind the sum of its own. */
  private List<String> blockEnds(StageInfo stage, String before) {
    int to = order.indexOf(stage.output());
    List<String> ends = new ArrayList<>();
    boolean joined = false;
    for (String layer : order.subList(order.indexOf(before) + 1, to)) {
      joined |= waists.contains(layer) && isJoin(layer);
      if (joined && waists.contains(layer) && readers(layer) > 1) {
        ends.add(layer);
        joined = false;
      }
    }
    ends.add(stage.output());
    if (ends.size() != stage.blocks()) {
      throw new OptionException(
          "blockDecay: where the %s blocks of stage %s end cannot be told from its layers, which have %s sums. Leave it out"
              .formatted(stage.blocks(), stage.number(), ends.size()));
    }
    return ends;
  }
}

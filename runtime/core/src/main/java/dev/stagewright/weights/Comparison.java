package dev.stagewright.weights;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A file of weights beside a graph: which layers are in both, and which of these fit. */
final class Comparison {

  private final WeightFile file;
  private final ComputationGraph graph;
  private final List<String> heads;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<GraphLayer> missing = new ArrayList<>();
  private final List<Pair> mismatched = new ArrayList<>();
  private final Map<String, LayerWeights> unused = new LinkedHashMap<>();

  /** A layer of the graph and the file's layer for it. */
  record Pair(GraphLayer target, LayerWeights source) {}

  Comparison(WeightFile file, ComputationGraph graph) {
    this.file = file;
    this.graph = graph;
    this.heads = graph.getConfiguration().getNetworkOutputs();
    file.layers().forEach(layer -> unused.put(layer.name(), layer));
    for (GraphLayer target : GraphLayer.of(graph)) {
      file.layer(target.name())
          .ifPresentOrElse(
              source -> {
                unused.remove(source.name());
                (fits(target, source) ? pairs : mismatched).add(new Pair(target, source));
              },
              () -> missing.add(target));
    }
  }

  /** The layers of both that fit. */
  List<Pair> pairs() {
    return pairs;
  }

  /** The layers of both that do not fit. */
  List<Pair> mismatched() {
    return mismatched;
  }

  /** The graph's layers that the file does not have. */
  List<GraphLayer> missing() {
    return missing;
  }

  /** Whether no layer is in both, so that one of them has names of another making. */
  boolean hasNothingInCommon() {
    return pairs.isEmpty() && mismatched.isEmpty();
  }

  /** The file's layers that would fit a layer of the graph which has another name. */
  List<String> unusedThatFit(GraphLayer target) {
    return unused.values().stream()
        .filter(source -> fits(target, source))
        .map(LayerWeights::name)
        .toList();
  }

  /** Whether a layer is one of the graph's outputs, as a classifier is. */
  boolean isHead(Pair pair) {
    return heads.contains(pair.target().name());
  }

  WeightReport report() {
    return new WeightReport(
        String.valueOf(file.path()),
        pairs.stream().map(pair -> pair.target().name()).toList(),
        missing.stream().map(GraphLayer::name).toList(),
        List.copyOf(unused.keySet()),
        mismatched.stream().map(this::mismatch).toList(),
        pairs.stream().filter(this::isFilled).map(pair -> pair.target().name()).toList(),
        Nonlinearities.difference(file, graph).orElse(null));
  }

  private boolean isFilled(Pair pair) {
    return pair.source().arrays().size() < pair.target().parameters().size();
  }

  private WeightReport.Mismatch mismatch(Pair pair) {
    return new WeightReport.Mismatch(
        pair.target().name(), pair.source().describe(), pair.target().toWeights().describe());
  }

  /** Whether every array fits, and none is absent that a layer cannot do without. */
  private static boolean fits(GraphLayer target, LayerWeights source) {
    return source.arrays().stream().allMatch(array -> hasParameter(target, array))
        && target.parameters().stream().allMatch(parameter -> isThereOrNeutral(parameter, source));
  }

  private static boolean hasParameter(GraphLayer target, WeightArray array) {
    return target.parameters().stream()
        .anyMatch(
            parameter ->
                parameter.name().equals(array.name())
                    && Arrays.equals(parameter.shape(), array.shape()));
  }

  private static boolean isThereOrNeutral(GraphParameter parameter, LayerWeights source) {
    return source.array(parameter.name()).isPresent() || parameter.neutral().isPresent();
  }
}

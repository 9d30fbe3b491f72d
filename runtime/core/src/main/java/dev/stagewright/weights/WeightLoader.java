package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Loads the weights of a file into a graph, layer by layer, by name. */
public final class WeightLoader {

  private WeightLoader() {}

  /** A layer of the graph and the file's layer for it, known to fit. */
  private record Pair(GraphLayer target, LayerWeights source) {}

  private record Plan(List<Pair> pairs, WeightReport report) {}

  /**
   * Loads a file's weights. Everything is checked first: either all that fits is loaded, or an
   * exception is thrown and the graph is as before.
   *
   * @param file the weights
   * @param graph an initialised graph; its parameters change in place
   * @param mode what may disagree
   * @return what was loaded and what was not
   * @throws WeightsException if the mode forbids what disagrees, no layer fits at all, or a value
   *     is NaN, infinite or beyond 1e18
   */
  public static WeightReport load(WeightFile file, ComputationGraph graph, LoadMode mode) {
    Plan plan = plan(file, graph);
    WeightReport report = plan.report();
    if (mode == LoadMode.STRICT && !report.complete()) {
      throw new WeightsException(
          "The weights were not loaded, strictly; nothing was changed. "
              + report.brief()
              + "\nLoad by name if that is meant"
              + advice(file, report));
    }
    if (mode == LoadMode.BY_NAME && !report.mismatched().isEmpty()) {
      throw new WeightsException(
          "The weights were not loaded, by name; nothing was changed. "
              + report.brief()
              + "\nBuild the network with the file's sizes (another number of classes: includeTop(false), or the file's classes), or load with SKIP_MISMATCH to leave these layers as they are");
    }
    if (report.loaded().isEmpty()) {
      throw new WeightsException(
          "No weights were loaded: no layer of the file fits one of the network. %s\nLoading goes by name; compare the names with \"stagewright weights inspect\", and rename them with WeightFile.renamed if only they differ%s"
              .formatted(report.brief(), advice(file, report)));
    }
    plan.pairs().forEach(pair -> write(file, pair));
    return report;
  }

  /**
   * Compares a file with a graph and loads nothing.
   *
   * @param file the weights
   * @param graph an initialised graph
   * @return what a load would do
   * @throws WeightsException if a value is NaN, infinite or beyond 1e18
   */
  public static WeightReport check(WeightFile file, ComputationGraph graph) {
    return plan(file, graph).report();
  }

  private static String advice(WeightFile file, WeightReport report) {
    return report.missing().isEmpty()
        ? ""
        : LaterRelease.of(file).map(release -> ". " + release.advice()).orElse("");
  }

  private static Plan plan(WeightFile file, ComputationGraph graph) {
    Map<String, LayerWeights> sources = new LinkedHashMap<>();
    file.layers().forEach(layer -> sources.put(layer.name(), layer));
    List<Pair> pairs = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<WeightReport.Mismatch> mismatched = new ArrayList<>();
    for (GraphLayer target : GraphLayer.of(graph)) {
      LayerWeights source = sources.remove(target.name());
      if (source == null) {
        missing.add(target.name());
        continue;
      }
      Map<String, long[]> expected = target.expected(file.kernels());
      if (fits(source, expected)) {
        checkFinite(file, source);
        pairs.add(new Pair(target, source));
      } else {
        mismatched.add(
            new WeightReport.Mismatch(target.name(), source.describe(), describe(expected)));
      }
    }
    List<String> loaded = pairs.stream().map(pair -> pair.source().name()).toList();
    WeightReport report =
        new WeightReport(
            String.valueOf(file.path()),
            loaded,
            missing,
            List.copyOf(sources.keySet()),
            mismatched);
    return new Plan(pairs, report);
  }

  private static boolean fits(LayerWeights source, Map<String, long[]> expected) {
    return source.arrays().keySet().equals(expected.keySet())
        && source.arrays().entrySet().stream()
            .allMatch(
                array -> Arrays.equals(array.getValue().shape(), expected.get(array.getKey())));
  }

  private static void checkFinite(WeightFile file, LayerWeights layer) {
    layer
        .arrays()
        .forEach(
            (name, array) ->
                UnusableValues.in(array)
                    .ifPresent(
                        fault -> {
                          throw new WeightsException(
                              "%s: layer %s, %s: %s. The training that wrote the file diverged, or the file is damaged; nothing was loaded"
                                  .formatted(file.path(), Printable.of(layer.name()), name, fault));
                        }));
  }

  private static String describe(Map<String, long[]> shapes) {
    return shapes.entrySet().stream()
        .map(array -> array.getKey() + " " + Arrays.toString(array.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void write(WeightFile file, Pair pair) {
    pair.target()
        .parameters()
        .forEach(
            (key, view) -> {
              INDArray found = pair.source().array(GraphLayer.keras(key));
              view.assign(Conversion.of(file, pair.target(), key).apply(found));
            });
  }
}

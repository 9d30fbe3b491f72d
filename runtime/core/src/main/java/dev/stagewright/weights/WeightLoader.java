package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import dev.stagewright.weights.Comparison.Pair;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Loads the weights of a file into a graph, layer by layer, by name. */
public final class WeightLoader {

  private WeightLoader() {}

  /**
   * Loads a file's weights. Everything is checked first: either all that fits is loaded, or an
   * exception is thrown and the graph is as before. A layer that the file has without a bias, beta
   * or gamma gets 0, 0 or 1 there, which computes the same.
   *
   * @param file the weights
   * @param graph an initialized graph; its parameters change in place
   * @param mode what may disagree
   * @return what was loaded and what was not
   * @throws WeightsException if the mode forbids what disagrees, no layer fits at all, or a value
   *     of a layer that fits is NaN, infinite or beyond 1e18
   */
  public static WeightReport load(WeightFile file, ComputationGraph graph, LoadMode mode) {
    Comparison comparison = new Comparison(file, graph);
    WeightReport report = comparison.report();
    if (forbids(mode, comparison, report)) {
      throw new WeightsException(
          "The weights were not loaded%s; nothing was changed. %s\n%s"
              .formatted(inWords(mode), report.brief(), LoadAdvice.of(file, comparison)));
    }
    if (report.loaded().isEmpty()) {
      throw new WeightsException(
          "No weights were loaded: no layer of the file fits one of the network. %s\n%s"
              .formatted(report.brief(), LoadAdvice.of(file, comparison)));
    }
    checkValues(file, comparison);
    comparison.pairs().forEach(pair -> write(file, pair));
    return report;
  }

  /**
   * Compares a file with a graph and loads nothing.
   *
   * @param file the weights
   * @param graph an initialized graph
   * @return what a load would do
   * @throws WeightsException if a value is NaN, infinite or beyond 1e18
   */
  public static WeightReport check(WeightFile file, ComputationGraph graph) {
    Comparison comparison = new Comparison(file, graph);
    checkValues(file, comparison);
    return comparison.report();
  }

  private static boolean forbids(LoadMode mode, Comparison comparison, WeightReport report) {
    return switch (mode) {
      case STRICT -> !report.complete();
      case COMPLETE -> !report.missing().isEmpty() || !report.mismatched().isEmpty();
      case BY_NAME -> !report.mismatched().isEmpty();
      case NEW_HEAD -> !comparison.mismatched().stream().allMatch(comparison::isHead);
      case SKIP_MISMATCH -> false;
    };
  }

  private static String inWords(LoadMode mode) {
    return switch (mode) {
      case STRICT -> ", strictly";
      case COMPLETE -> ": every layer of the network needs its own";
      default -> ", by name";
    };
  }

  private static void checkValues(WeightFile file, Comparison comparison) {
    comparison.pairs().forEach(pair -> checkValues(file, pair.source()));
  }

  private static void checkValues(WeightFile file, LayerWeights layer) {
    for (WeightArray array : layer.arrays()) {
      UnusableValues.in(array.values())
          .ifPresent(
              fault -> {
                throw new WeightsException(
                    "%s: layer %s, %s: %s. The training run that wrote the file diverged, or the file is damaged; nothing was loaded"
                        .formatted(
                            file.path(),
                            Printable.of(layer.name()),
                            Printable.of(array.name()),
                            fault));
              });
    }
  }

  private static void write(WeightFile file, Pair pair) {
    for (GraphParameter parameter : pair.target().parameters()) {
      pair.source()
          .array(parameter.name())
          .ifPresentOrElse(
              array -> parameter.assign(array.values(), file.channelsFirst()),
              () -> parameter.view().assign(parameter.neutral().orElseThrow()));
    }
  }
}

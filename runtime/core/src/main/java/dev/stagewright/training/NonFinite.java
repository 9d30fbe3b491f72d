package dev.stagewright.training;

import dev.stagewright.errors.Printable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Finds where a batch's numbers stop being finite, by computing it once more, layer by layer, with
 * the parameters as they are: before a step that was refused.
 */
final class NonFinite {

  private static final int SHOWN = 3;

  private NonFinite() {}

  /**
   * Looks at activations in the order of the layers, then at gradients against it.
   *
   * @param graph whose parameters the batch met
   * @param batch with its pictures' names as example metadata
   * @return the first layer, what it has and for which pictures; empty if all is finite
   */
  static Optional<String> in(ComputationGraph graph, DataSet batch) {
    Map<String, INDArray> activations =
        graph.feedForward(new INDArray[] {batch.getFeatures()}, true, false);
    List<String> vertices = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      vertices.add(graph.getVertices()[index].getVertexName());
    }
    for (String vertex : vertices) {
      INDArray values = activations.get(vertex);
      if (values != null && isNonFinite(values)) {
        return Optional.of(describe(graph.getVertex(vertex), values, batch));
      }
    }
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    graph.computeGradientAndScore();
    for (int i = vertices.size() - 1; i >= 0; i--) {
      for (Map.Entry<String, INDArray> gradient :
          graph.gradient().gradientForVariable().entrySet()) {
        if (gradient.getKey().startsWith(vertices.get(i) + "_")
            && isNonFinite(gradient.getValue())) {
          return Optional.of(
              "The gradient of %s is the first that is not finite"
                  .formatted(Printable.of(gradient.getKey())));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNonFinite(INDArray values) {
    return !Double.isFinite(values.sumNumber().doubleValue())
        && (values.isNaN().any() || values.isInfinite().any());
  }

  private static String describe(GraphVertex vertex, INDArray values, DataSet batch) {
    String name = Printable.of(vertex.getVertexName());
    if (vertex.isInputVertex()) {
      return "The pictures themselves have values that are not finite: " + pictures(values, batch);
    }
    if (vertex.hasLayer() && vertex.numParams() > 0 && isNonFinite(vertex.params())) {
      return "The layer %s has parameters that are not finite".formatted(name);
    }
    return "The layer %s is the first to output values that are not finite, for %s"
        .formatted(name, pictures(values, batch));
  }

  /** The names of the pictures whose rows are affected. */
  private static String pictures(INDArray values, DataSet batch) {
    @Nullable List<Serializable> names = batch.getExampleMetaData();
    List<String> affected =
        IntStream.range(0, (int) values.size(0))
            .filter(row -> isNonFinite(values.slice(row)))
            .mapToObj(row -> names == null ? "#" + row : Printable.of(names.get(row).toString()))
            .toList();
    int more = affected.size() - SHOWN;
    return affected.size() == values.size(0)
        ? "all pictures of the batch"
        : String.join(", ", affected.subList(0, Math.min(SHOWN, affected.size())))
            + (more > 0 ? " and %s more".formatted(more) : "");
  }
}

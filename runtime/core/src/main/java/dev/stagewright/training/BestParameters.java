package dev.stagewright.training;

import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of the best epoch so far, if a plan keeps them. */
final class BestParameters {

  private final ComputationGraph graph;
  private final Selection selection;
  private final List<EpochReport> history;
  private @Nullable INDArray parameters;

  /**
   * Those of a run.
   *
   * @param history the epochs that are done, a view
   */
  BestParameters(ComputationGraph graph, Selection selection, List<EpochReport> history) {
    this.graph = graph;
    this.selection = selection;
    this.history = history;
  }

  /** [parameters]; before the first validation as the run began. */
  INDArray array() {
    INDArray made = parameters;
    if (made == null) {
      made = graph.params().reshape(graph.numParams()).dup();
      parameters = made;
    }
    return made;
  }

  /** Keeps the graph's parameters if their score is the best so far. */
  void keep(ModelScore score) {
    if (isBest(score)) {
      array().assign(graph.params().reshape(graph.numParams()));
    }
  }

  /** Whether parameters are to be kept that have a score. */
  boolean isBest(ModelScore score) {
    return selection.keepBest() && selection.isBest(score, history);
  }

  /** Gives them back to the graph. */
  void restore() {
    if (selection.keepBest()) {
      graph.params().assign(array().reshape(graph.params().shape()));
    }
  }
}

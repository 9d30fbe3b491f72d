package dev.stagewright.training;

import dev.stagewright.model.TrainingMemory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What an optimizer keeps from step to step, each array in the order of the graph's parameters, and
 * the average of the parameters. While a run goes on the graph itself has no updater; at its end it
 * gets Deeplearning4j's with the same state, where Deeplearning4j has that optimizer.
 */
final class OptimizerState {

  /** The parameters that are trained, in the memory of a model that has their average. */
  private static final String TRAINED = "trained";

  private final ComputationGraph graph;
  private final Optimizer optimizer;
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private @Nullable INDArray average;
  private int steps;

  private OptimizerState(ComputationGraph graph, Optimizer optimizer) {
    this.graph = graph;
    this.optimizer = optimizer;
  }

  /**
   * The state of a graph that is to be trained by a plan. An optimizer of the kind that it was
   * trained by goes on with its state, whatever its hyperparameters; another kind starts anew at
   * step 0.
   *
   * @param memory of the model that the graph is of; null if there is none
   */
  static OptimizerState begin(
      ComputationGraph graph, TrainingPlan plan, @Nullable TrainingMemory memory) {
    return begin(graph, plan, memory, new Slice(0, (int) graph.numParams()));
  }

  /** The same for a slice of the arrays. */
  static OptimizerState begin(
      ComputationGraph graph, TrainingPlan plan, @Nullable TrainingMemory memory, Slice slice) {
    Optimizer optimizer = plan.optimizer();
    OptimizerState state = new OptimizerState(graph, optimizer);
    boolean continues =
        memory == null
            ? optimizer.isDl4js() && GraphOptimizer.trainsBy(optimizer, graph)
            : memory.optimizer().equals(kind(optimizer));
    ComputationGraphUpdater updater = graph.getUpdater(false);
    long length = continues ? graph.numParams() : slice.length();
    for (String name : optimizer.state()) {
      INDArray before = continues && memory != null ? memory.arrays().get(name) : null;
      state.arrays.put(name, before == null ? Nd4j.zeros(DataType.FLOAT, length) : before);
    }
    if (continues && optimizer.isDl4js() && updater != null) {
      UpdaterView.of(updater).copyTo(state.arrays.values());
    }
    if (continues) {
      state.arrays.replaceAll((name, array) -> slice.cut(array));
    }
    if (continues) {
      state.steps = memory == null ? graph.getIterationCount() : memory.steps();
    } else {
      graph.getConfiguration().setIterationCount(0);
    }
    if (plan.averaging().isOn()) {
      INDArray trained = memory == null ? null : memory.arrays().get(TRAINED);
      INDArray average = slice.copy(graph.params().reshape(graph.numParams()));
      if (trained != null) {
        graph.params().assign(trained.reshape(graph.params().shape()));
      }
      state.average = average;
    }
    GraphOptimizer.configure(optimizer, graph);
    return state;
  }

  /** What tells optimizers apart whose states differ. */
  private static String kind(Optimizer optimizer) {
    return "%s %s %s"
        .formatted(
            optimizer.getClass().getSimpleName(),
            optimizer.flavor(),
            String.join(" ", optimizer.state()));
  }

  /** Takes Deeplearning4j's updater off the graph, whose state would be memory for nothing. */
  void enter() {
    graph.setUpdater(null);
  }

  /** Gives the graph Deeplearning4j's updater with this state, if there is one. */
  void leave() {
    if (optimizer.isDl4js() && !arrays.isEmpty()) {
      ComputationGraphUpdater updater = new ComputationGraphUpdater(graph);
      UpdaterView.of(updater).copyFrom(arrays.values());
      graph.setUpdater(updater);
    }
  }

  /**
   * What a model has to keep beside its graph and its updater so that training can go on.
   *
   * @return null if nothing
   */
  @Nullable TrainingMemory memory() {
    Map<String, INDArray> kept = new LinkedHashMap<>();
    if (!optimizer.isDl4js()) {
      kept.putAll(arrays);
    }
    if (average != null) {
      kept.put(TRAINED, average); // exchanged with the parameters at the end of a run
    }
    return kept.isEmpty() && steps == graph.getIterationCount()
        ? null
        : new TrainingMemory(kind(optimizer), steps, kept);
  }

  /** The optimizer's arrays by name, [parameters] each. */
  Map<String, INDArray> arrays() {
    return arrays;
  }

  /** The average of the parameters, [parameters]; while it is in the graph, the parameters. */
  Optional<INDArray> average() {
    return Optional.ofNullable(average);
  }

  /** How many steps the optimizer has made since its state was 0. */
  int steps() {
    return steps;
  }

  void stepped() {
    steps++;
  }

  /** Where a run goes on that somebody has kept in a file. */
  void steps(int steps) {
    this.steps = steps;
  }
}

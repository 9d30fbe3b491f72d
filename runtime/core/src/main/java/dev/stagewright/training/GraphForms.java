package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * The two forms of a graph in a run: as it is trained, and as it predicts, with the average of its
 * parameters and statistics that are estimated anew if the plan says so.
 */
final class GraphForms {

  private final TrainingPlan plan;
  private final FrozenLayers layers;
  private final Supplier<OptimizerState> optimizer;
  private final List<EpochReport> history;
  private @Nullable TrainedPart part;
  private @Nullable RunningStatistics statistics;
  private @Nullable GraphUpdate update;
  private boolean averaged;

  /**
   * The graph is as it is trained.
   *
   * @param optimizer asked for when the first update is made
   * @param history the epochs that are done, a view
   */
  GraphForms(
      TrainingPlan plan,
      FrozenLayers layers,
      Supplier<OptimizerState> optimizer,
      List<EpochReport> history) {
    this.plan = plan;
    this.layers = layers;
    this.optimizer = optimizer;
    this.history = history;
  }

  GraphUpdate update() {
    GraphUpdate made = update;
    if (made == null) {
      made = new GraphUpdate(part(), plan, optimizer.get(), layers.steps(history));
      update = made;
    }
    return made;
  }

  /** What trains in the epoch that is going on. */
  TrainedPart part() {
    TrainedPart made = part;
    if (made == null) {
      made = layers.part(history.size());
      part = made;
    }
    return made;
  }

  private RunningStatistics statistics() {
    RunningStatistics made = statistics;
    if (made == null) {
      made = new RunningStatistics(part().graph(), plan.reestimateStatistics());
      statistics = made;
    }
    return made;
  }

  /**
   * Gives frozen layers statistics estimated anew, if the plan wants such: once, since nothing
   * changes frozen layers later.
   */
  void estimateFrozen(ImageBatches images) {
    if (plan.reestimateStatistics() > 0 && part().body() != null) {
      ComputationGraph graph = layers.graph();
      new RunningStatistics(graph, plan.reestimateStatistics())
          .replace(images, graph.getEpochCount(), part().frozen());
      part().bodyChanged();
    }
  }

  /**
   * Lets all layers train once the plan says so.
   *
   * @return whether other layers train from now on
   */
  boolean thaw() {
    boolean due = part().body() != null && !plan.fineTuning().freezesAfter(history.size());
    if (due) {
      part().close();
      part = null;
      statistics = null;
      update = null;
    }
    return due;
  }

  /** Has the graph as it is trained. */
  void train() {
    statistics().restore();
    if (averaged) {
      averaged = false;
      update().swapAverage();
    }
  }

  /** Has the graph as it predicts. */
  void predict(ImageBatches images) {
    if (plan.averaging().isOn() && !averaged) {
      averaged = true;
      update().swapAverage();
    }
    statistics().estimate(images, layers.graph().getEpochCount());
  }

  /** What somebody finds with the graph as it predicts. */
  <T> T predicting(ImageBatches images, Supplier<T> finding) {
    predict(images);
    try {
      return finding.get();
    } finally {
      train();
    }
  }

  /** Does something with the graph as it is trained, wherever the run stands. */
  void asTrained(Runnable work) {
    statistics()
        .asTrained(
            () -> {
              boolean predicts = averaged;
              if (predicts) {
                update().swapAverage();
              }
              work.run();
              if (predicts) {
                update().swapAverage();
              }
            });
  }
}

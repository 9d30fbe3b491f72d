package dev.stagewright.training;

import dev.stagewright.network.LayerGroups;
import dev.stagewright.network.OptionException;
import dev.stagewright.network.StageInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * What a plan's fine-tuning makes of a graph.
 *
 * @param last of the layers that are frozen; null for none
 * @param rates shares of the learning rate by layer
 */
record FrozenLayers(
    ComputationGraph graph,
    FineTuning plan,
    LayerGroups layers,
    @Nullable String last,
    Map<String, Double> rates) {

  /**
   * Finds the layers that a plan names.
   *
   * @throws TrainingException if the graph has none such
   */
  static FrozenLayers of(ComputationGraph graph, FineTuning plan, List<StageInfo> stages) {
    LayerGroups layers = LayerGroups.of(graph, stages);
    try {
      return new FrozenLayers(
          graph,
          plan,
          layers,
          plan.freezeTo().isEmpty() ? null : layers.end(plan.freezeTo()),
          plan.blockDecay() == 1 ? Map.of() : layers.rates(plan.blockDecay()));
    } catch (OptionException e) {
      throw Hyperparameter.usage(e.getMessage());
    }
  }

  /** What trains in the epoch behind so many. */
  TrainedPart part(int epochs) {
    return last != null && plan.freezesAfter(epochs)
        ? TrainedPart.behind(last, graph, layers)
        : TrainedPart.all(graph);
  }

  /** What differs between layers behind these epochs. */
  LayerSteps steps(List<EpochReport> history) {
    boolean thawed = last != null && !plan.freezesAfter(history.size());
    return thawed
        ? new LayerSteps(
            rates,
            Set.copyOf(layers.layers().subList(0, layers.layers().indexOf(last) + 1)),
            history.get(plan.unfreezeAfter() - 1).step())
        : new LayerSteps(rates, Set.of(), 0);
  }
}

package dev.stagewright.training;

import java.util.Map;
import java.util.Set;

/**
 * What of a step differs between layers.
 *
 * @param rates shares of the learning rate by layer; others get all of it
 * @param thawed layers that were frozen in the run's first steps
 * @param frozen how many steps that were
 */
record LayerSteps(Map<String, Double> rates, Set<String> thawed, int frozen) {

  /** All layers make the same step. */
  static final LayerSteps ALIKE = new LayerSteps(Map.of(), Set.of(), 0);

  /** The share of the learning rate that a layer gets. */
  double rate(String layer) {
    return rates.getOrDefault(layer, 1.0);
  }

  /**
   * Which of its own steps a layer makes, from which Adam's corrections follow: PyTorch does not
   * count those in which it was frozen either.
   *
   * @param all the optimizer's step, from 1
   */
  int steps(String layer, int all) {
    return thawed.contains(layer) ? all - frozen : all;
  }
}

package dev.stagewright.processor.model;

import java.util.List;

/**
 * One layer with what it costs.
 *
 * @param inputs the layers it reads, or the graph's input
 * @param output for one image
 * @param parameters all numbers it holds
 * @param trainable those that training changes by gradient; not running means and variances
 * @param flops of a convolution for one image, two per multiply-add; 0 for all other layers, as
 *     such figures are usually given
 */
public record PlannedLayer(
    String name,
    LayerKind kind,
    List<String> inputs,
    FeatureMap output,
    long parameters,
    long trainable,
    long flops) {

  /** Copies the list. */
  public PlannedLayer {
    inputs = List.copyOf(inputs);
  }
}

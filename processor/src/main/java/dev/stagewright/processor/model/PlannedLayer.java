package dev.stagewright.processor.model;

import java.util.List;

/**
 * One layer with what it costs.
 *
 * @param part 1 in the stem, a stage's number in a stage, 0 in the head
 * @param inputs the layers it reads, or the graph's input
 * @param output for one image
 * @param kernel the sides of the array of its weights; none if it has no weights
 * @param bias whether a bias is added to every output channel
 */
public record PlannedLayer(
    String name,
    LayerKind kind,
    int part,
    List<String> inputs,
    FeatureMap output,
    List<Integer> kernel,
    boolean bias) {

  /** Copies the lists. */
  public PlannedLayer {
    inputs = List.copyOf(inputs);
    kernel = List.copyOf(kernel);
  }

  /** All numbers it holds. */
  public long parameters() {
    // Gamma, beta, running mean and variance.
    return kind == LayerKind.BATCH_NORMALIZATION ? 4L * output.channels() : weights() + biases();
  }

  /** The parameters that training changes by gradient; not running means and variances. */
  public long trainable() {
    return kind == LayerKind.BATCH_NORMALIZATION ? 2L * output.channels() : parameters();
  }

  /**
   * Of a convolution for one image, two per multiply-add; 0 for all other layers, as such figures
   * are usually given.
   */
  public long flops() {
    return kind == LayerKind.CONVOLUTION ? Math.multiplyExact(2 * weights(), output.area()) : 0;
  }

  private long weights() {
    return kernel.isEmpty() ? 0 : kernel.stream().mapToLong(i -> i).reduce(1, Math::multiplyExact);
  }

  private long biases() {
    return bias ? output.channels() : 0;
  }
}

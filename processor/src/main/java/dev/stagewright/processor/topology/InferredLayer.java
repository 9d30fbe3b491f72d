package dev.stagewright.processor.topology;

import java.util.List;

/**
 * One layer with what it costs.
 *
 * @param part 1 in the stem, a stage's number in a stage, 0 in the head
 * @param output for one image
 * @param kernel the sides of the array of its weights; none if it has no weights
 */
public record InferredLayer(Node node, int part, FeatureMap output, List<Integer> kernel) {

  /** Copies the list. */
  public InferredLayer {
    kernel = List.copyOf(kernel);
  }

  /** Whether it is a convolution. */
  public boolean isConvolution() {
    return node instanceof Convolution;
  }

  /** Whether it is the head's dense layer. */
  public boolean isDense() {
    return node instanceof Node.Dense;
  }

  /** All numbers it holds. */
  public long parameters() {
    return trainable() + (long) node.keptPerChannel() * output.channels();
  }

  /** The parameters that training changes by gradient; not running means and variances. */
  public long trainable() {
    int perChannel = node.trainedPerChannel() + (node.hasBias() ? 1 : 0);
    return weights() + (long) perChannel * output.channels();
  }

  /**
   * Of a convolution for one image, two per multiply-add; 0 for all other layers, as such figures
   * are usually given.
   */
  public long flops() {
    return isConvolution() ? Math.multiplyExact(2 * weights(), output.area()) : 0;
  }

  private long weights() {
    return kernel.isEmpty() ? 0 : kernel.stream().mapToLong(i -> i).reduce(1, Math::multiplyExact);
  }
}

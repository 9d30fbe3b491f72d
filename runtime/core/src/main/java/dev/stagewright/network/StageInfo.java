package dev.stagewright.network;

import java.util.List;

/**
 * One stage of a network.
 *
 * @param number the number in its layers' names; the first stage behind the stem is 2
 * @param blocks how many residual blocks it has
 * @param filters output channels of a block's convolutions, in order; two for a basic block, three
 *     for a bottleneck
 * @param stride the stride of its first block
 * @param output the name of the layer that ends it
 */
public record StageInfo(int number, int blocks, List<Integer> filters, int stride, String output) {

  /** Copies the list. */
  public StageInfo {
    filters = List.copyOf(filters);
  }
}

package dev.stagewright.network;

import java.util.List;

/**
 * One stage of a network.
 *
 * @param number the number in its layers' names; the first stage behind the stem is 2
 * @param blocks how many residual blocks it has
 * @param filters output channels of a block's convolutions, in order; two for a basic block, three
 *     for a bottleneck, any number for a {@link StageBlock}
 * @param stride the stride of its first block
 * @param output the name of the layer that ends it
 * @param reduction how many pixels of the image lie between neighboring cells of its map: the
 *     product of all strides up to there; 0 if code of an older processor does not tell
 */
public record StageInfo(
    int number, int blocks, List<Integer> filters, int stride, String output, int reduction) {

  /** Copies the list. */
  public StageInfo {
    filters = List.copyOf(filters);
  }

  /**
   * What code of older processors tells.
   *
   * @param number the number in its layers' names
   * @param blocks how many residual blocks it has
   * @param filters output channels of a block's convolutions, in order
   * @param stride the stride of its first block
   * @param output the name of the layer that ends it
   */
  public StageInfo(int number, int blocks, List<Integer> filters, int stride, String output) {
    this(number, blocks, filters, stride, output, 0);
  }

  /**
   * How many channels its map has.
   *
   * @return the last of the filters
   */
  public int channels() {
    return filters.get(filters.size() - 1);
  }
}

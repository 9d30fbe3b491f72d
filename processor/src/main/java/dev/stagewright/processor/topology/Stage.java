package dev.stagewright.processor.topology;

import java.util.List;

/**
 * A stage with every value that it inherits filled in.
 *
 * @param number the number in layers' names; the first stage is 2
 * @param stride the stride of its first block, or its last
 */
public record Stage(
    int number,
    List<Integer> filters,
    int kernel,
    int stride,
    int groups,
    int dilation,
    Nonlinearity nonlinearity,
    double alpha,
    double l1,
    double l2,
    List<Block> blocks) {

  /** Copies the lists; a stage has two or three filters and at least one block. */
  public Stage {
    filters = List.copyOf(filters);
    blocks = List.copyOf(blocks);
    if (filters.size() < 2 || filters.size() > 3 || blocks.isEmpty()) {
      throw new IllegalArgumentException("stage " + number + ": " + filters + ", " + blocks);
    }
  }

  /** The number of channels behind the stage. */
  public int channels() {
    return filters.get(filters.size() - 1);
  }

  /** Whether its blocks are bottlenecks; otherwise they are basic blocks. */
  public boolean bottleneck() {
    return filters.size() == 3;
  }

  /** The layer that ends the stage. */
  public String output() {
    return blocks.get(blocks.size() - 1).output();
  }
}

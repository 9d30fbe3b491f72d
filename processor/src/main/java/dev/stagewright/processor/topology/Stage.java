package dev.stagewright.processor.topology;

import java.util.List;
import java.util.Optional;

/**
 * A stage with every value that it inherits filled in.
 *
 * @param number the number in layers' names; the first stage is 2
 * @param filters two or three; any number for blocks of a user's class
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

  /** Copies the lists; a stage has at least one filter and one block. */
  public Stage {
    filters = List.copyOf(filters);
    blocks = List.copyOf(blocks);
    if (filters.isEmpty() || blocks.isEmpty()) {
      throw new IllegalArgumentException("stage " + number + ": " + filters + ", " + blocks);
    }
  }

  /** The number of channels behind the stage. */
  public int channels() {
    return filters.get(filters.size() - 1);
  }

  /** The user's class that makes its blocks, if one does. */
  public Optional<BlockClass> blockClass() {
    return blocks.get(0) instanceof OwnBlock own ? Optional.of(own.type()) : Optional.empty();
  }

  /** The layer that ends the stage. */
  public String output() {
    return blocks.get(blocks.size() - 1).output();
  }
}

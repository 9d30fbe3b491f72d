package dev.stagewright.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a declared network.
 *
 * @param number the number in its layers' names; the first stage behind the stem is 2
 * @param blocks how many residual blocks it has
 * @param filters output channels of a block's convolutions, in order
 * @param stride the stride of its first block
 * @param output the shape of one image's output: height, width and channels
 * @param block the class that makes its blocks, if that is the user's own
 */
public record StageDescription(
    int number,
    int blocks,
    List<Integer> filters,
    int stride,
    List<Integer> output,
    @Nullable String block) {

  /** Copies the lists. */
  public StageDescription {
    filters = List.copyOf(filters);
    output = List.copyOf(output);
  }
}

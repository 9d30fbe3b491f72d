package dev.stagewright.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One layer or vertex of a declared network.
 *
 * @param name the name in the graph, for example {@code res2a_branch2a}
 * @param kind what it is, for example {@code convolution}
 * @param detail its own numbers in words, for example {@code 3 x 3, stride 2, same, bias}; empty if
 *     there are none, null if an old processor wrote the description
 * @param stage the stage's number, 1 for the stem, 0 for the head; null likewise
 * @param block the block's name; null outside of blocks
 * @param inputs the names of the layers it reads
 * @param output the shape of one image's output: height, width and channels, or only channels
 * @param parameters how many numbers it holds, trained or not
 * @param trainable how many of them training changes by gradients
 * @param flops floating-point operations for one image, two for a multiply-add
 * @param own the runtime's class that computes it, where Deeplearning4j has none that is right
 */
public record LayerDescription(
    String name,
    String kind,
    @Nullable String detail,
    @Nullable Integer stage,
    @Nullable String block,
    List<String> inputs,
    List<Integer> output,
    long parameters,
    long trainable,
    long flops,
    @Nullable String own) {

  /** Copies the lists. */
  public LayerDescription {
    inputs = List.copyOf(inputs);
    output = List.copyOf(output);
  }
}

package dev.stagewright.processor.topology;

import java.util.List;
import java.util.stream.Stream;

/**
 * A bottleneck or a basic block.
 *
 * @param id stage and block as they stand in layers' names, for example {@code 2a}
 * @param title what its layers with parameters have in common in their names
 * @param stride of the whole block
 * @param strideAt which convolution of the branch carries the stride
 * @param preactivation layers that branch and projection read; none if they read the block's input
 * @param branch the layers of the residual branch in order
 * @param attention what weighs the branch's channels; may be nothing
 * @param weighing in which way that does it
 * @param drop what leaves the branch out at times; may be nothing
 * @param shortcut the layers of the shortcut in order; none if it is the block's input as it is
 * @param projected whether the shortcut has a convolution
 * @param sum of both
 * @param activation behind the sum; none with preactivation
 */
public record ResidualBlock(
    String id,
    String title,
    int stride,
    StrideAt strideAt,
    List<Node> preactivation,
    List<Node> branch,
    List<Node> attention,
    Attention weighing,
    List<Node> drop,
    List<Node> shortcut,
    boolean projected,
    Node.Sum sum,
    List<Node> activation)
    implements Block {

  /** Copies the lists. */
  public ResidualBlock {
    preactivation = List.copyOf(preactivation);
    branch = List.copyOf(branch);
    attention = List.copyOf(attention);
    drop = List.copyOf(drop);
    shortcut = List.copyOf(shortcut);
    activation = List.copyOf(activation);
  }

  @Override
  public List<Node> nodes() {
    return Stream.of(
            preactivation, branch, attention, drop, shortcut, List.<Node>of(sum), activation)
        .flatMap(List::stream)
        .toList();
  }

  /** Whether it is a bottleneck; otherwise it is a basic block. */
  public boolean isBottleneck() {
    return Convolution.among(branch).count() == 3;
  }

  @Override
  public String output() {
    return (activation.isEmpty() ? sum : activation.get(0)).name().toString();
  }
}

package dev.stagewright.processor.topology;

import java.util.List;
import java.util.stream.Stream;

/**
 * One residual block.
 *
 * @param id stage and block as they stand in layers' names, for example {@code 2a}
 * @param strideAt which convolution of the branch carries the stride
 * @param branch the layers of the residual branch in order
 * @param shortcut the layers of the shortcut in order; none if it is the block's input as it is
 * @param sum of both
 * @param activation behind the sum, which ends the block
 */
public record Block(
    String id,
    int stride,
    StrideAt strideAt,
    List<Node> branch,
    List<Node> shortcut,
    Node.Sum sum,
    Node.Activation activation) {

  /** Copies the lists. */
  public Block {
    branch = List.copyOf(branch);
    shortcut = List.copyOf(shortcut);
  }

  /**
   * What a block is made from.
   *
   * @param filters of the branch's convolutions: three make a bottleneck, two a basic block
   * @param kernel the side of those that are not a bottleneck's 1 x 1
   * @param projection whether the shortcut is a 1 x 1 convolution with normalization
   * @param bias whether convolutions have one
   */
  public record Geometry(
      List<Integer> filters,
      int kernel,
      int stride,
      StrideAt strideAt,
      boolean projection,
      boolean bias) {}

  /**
   * A block of a network.
   *
   * @param input the layer that it reads
   */
  public static Block of(LayerNames names, String id, String input, Geometry geometry) {
    Chain branch = new Chain(input, geometry.bias());
    int last = geometry.filters().size() - 1;
    for (int i = 0; i <= last; i++) {
      // A bottleneck's outer convolutions are 1 x 1.
      boolean square = last == 1 || i == 1;
      boolean strided = i == geometry.strideAt().index();
      branch
          .convolution(
              LayerNames.convolution(id, i),
              Size.of(Argument.filters(i), geometry.filters().get(i)),
              square ? Size.of(Argument.KERNEL, geometry.kernel()) : Size.fixed(1),
              strided ? Size.of(Argument.STRIDE, geometry.stride()) : Size.fixed(1))
          .normalization(LayerNames.normalization(id, i));
      if (i < last) {
        branch.activation(names.activation(id, i));
      }
    }
    Chain shortcut = new Chain(input, geometry.bias());
    if (geometry.projection()) {
      shortcut
          .convolution(
              LayerNames.projection(id),
              Size.of(Argument.filters(last), geometry.filters().get(last)),
              Size.fixed(1),
              Size.of(Argument.STRIDE, geometry.stride()))
          .normalization(LayerNames.projectionNormalization(id));
    }
    Node.Sum sum = new Node.Sum(LayerNames.sum(id), branch.end(), shortcut.end());
    Node.Activation activation = new Node.Activation(LayerNames.output(id), sum.name().toString());
    return new Block(
        id,
        geometry.stride(),
        geometry.strideAt(),
        branch.nodes(),
        shortcut.nodes(),
        sum,
        activation);
  }

  /** Its layers in the order of computation. */
  public List<Node> nodes() {
    return Stream.of(branch, shortcut, List.<Node>of(sum, activation))
        .flatMap(List::stream)
        .toList();
  }

  /** Whether the shortcut is a projection. */
  public boolean isProjected() {
    return !shortcut.isEmpty();
  }

  /** Whether it is a bottleneck; otherwise it is a basic block. */
  public boolean isBottleneck() {
    return convolutions(branch).count() == 3;
  }

  /** The convolutions among some layers. */
  public static Stream<Node.Convolution> convolutions(List<Node> nodes) {
    return nodes.stream()
        .filter(Node.Convolution.class::isInstance)
        .map(Node.Convolution.class::cast);
  }

  /** What all its layers with parameters have in common in their names. */
  public String title() {
    return LayerNames.title(id);
  }

  /** The layer that ends the block. */
  public String output() {
    return activation.name().toString();
  }
}

package dev.stagewright.processor.topology;

import java.util.List;

/** Makes the blocks of a stage. */
public final class BlockMaker {

  private final Settings settings;
  private final LayerNames names;
  private final Shape shape;

  /**
   * What the blocks of a stage have in common.
   *
   * @param filters of the branch's convolutions: three make a bottleneck, two a basic block
   * @param kernel the side of those that are not a bottleneck's 1 x 1
   * @param groups of the same
   * @param dilation of the same
   */
  public record Shape(
      List<Integer> filters,
      int kernel,
      int groups,
      int dilation,
      StrideAt strideAt,
      Shortcut shortcut,
      Nonlinearity nonlinearity,
      Attention attention) {

    /** Copies the list. */
    public Shape {
      filters = List.copyOf(filters);
    }

    int last() {
      return filters.size() - 1;
    }

    int channels() {
      return filters.get(last());
    }

    Chain.Kernel kernel(Size stride) {
      return new Chain.Kernel(
          Size.of(Argument.KERNEL, kernel),
          stride,
          Size.of(Argument.GROUPS, groups),
          Size.of(Argument.DILATION, dilation));
    }

    Size filters(int index) {
      return Size.of(Argument.filters(index), filters.get(index));
    }
  }

  /** A maker for one stage. */
  public BlockMaker(Settings settings, Shape shape) {
    this.settings = settings;
    this.names = settings.names();
    this.shape = shape;
  }

  /**
   * Makes one block.
   *
   * @param input the layer that it reads
   * @param projection whether the shortcut is a projection
   * @param drop how often the branch is left out
   */
  public ResidualBlock block(
      String id, String input, int stride, boolean projection, DropRate drop) {
    return settings.defaults().preactivation()
        ? preactivated(id, input, stride, projection, drop)
        : activated(id, input, stride, projection, drop);
  }

  private ResidualBlock activated(
      String id, String input, int stride, boolean projection, DropRate drop) {
    Chain branch = new Chain(input, settings);
    for (int i = 0; i <= shape.last(); i++) {
      convolution(branch, id, i, stride, true);
      if (i < shape.last()) {
        branch
            .normalization(names.normalization(id, i))
            .activation(names.activation(shape.nonlinearity(), id, i), shape.nonlinearity());
      } else if (settings.zeroInitResidual()) {
        branch.closedNormalization(names.normalization(id, i));
      } else {
        branch.normalization(names.normalization(id, i));
      }
    }
    Chain shortcut = new Chain(input, settings);
    if (projection) {
      projection(shortcut, id, stride, true);
      shortcut.normalization(names.projectionNormalization(id, shape.shortcut()));
    }
    Chain attention = attention(id, branch.end());
    Chain dropped = drop(id, attention.end(), drop);
    Node.Sum sum = new Node.Sum(names.sum(id), dropped.end(), shortcut.end());
    Chain end = new Chain(sum.name().toString(), settings);
    end.activation(names.output(id), shape.nonlinearity());
    return new ResidualBlock(
        id,
        names.title(id),
        stride,
        shape.strideAt(),
        List.of(),
        branch.nodes(),
        attention.nodes(),
        shape.attention(),
        dropped.nodes(),
        shortcut.nodes(),
        projection,
        sum,
        end.nodes());
  }

  private ResidualBlock preactivated(
      String id, String input, int stride, boolean projection, DropRate drop) {
    Chain first = new Chain(input, settings);
    preactivate(first, id, 0);
    Chain branch = new Chain(first.end(), settings);
    for (int i = 0; i <= shape.last(); i++) {
      if (i > 0) {
        preactivate(branch, id, i);
      }
      convolution(branch, id, i, stride, i < shape.last());
    }
    Chain shortcut = new Chain(projection ? first.end() : input, settings);
    if (projection) {
      projection(shortcut, id, stride, false);
    } else if (stride > 1) {
      Size step = Size.of(Argument.STRIDE, stride);
      shortcut.pool(
          names.shortcutPool(id), Node.PoolKind.MAX, Size.fixed(1), step, Window.valid(1, stride));
    }
    Chain attention = attention(id, branch.end());
    Chain dropped = drop(id, attention.end(), drop);
    Node.Sum sum = new Node.Sum(names.output(id), dropped.end(), shortcut.end());
    return new ResidualBlock(
        id,
        names.title(id),
        stride,
        shape.strideAt(),
        first.nodes(),
        branch.nodes(),
        attention.nodes(),
        shape.attention(),
        dropped.nodes(),
        shortcut.nodes(),
        projection,
        sum,
        List.of());
  }

  /** What weighs the channels, behind the branch's last layer. */
  private Chain attention(String id, String map) {
    Attention attention = shape.attention();
    Chain chain = new Chain(map, settings);
    if (attention.kind() == Attention.Kind.NONE) {
      return chain;
    }
    LayerName mean = names.attention(id, "mean");
    chain.add(new Node.GlobalPool(mean, map, Node.PoolKind.AVERAGE));
    if (attention.kind() == Attention.Kind.SE) {
      LayerName squeeze = names.attention(id, "fc1");
      LayerName excite = names.attention(id, "fc2");
      int channels = shape.channels();
      chain
          .add(new Node.Linear(squeeze, chain.end(), attention.hidden(channels), false))
          .add(new Node.Linear(excite, squeeze.toString(), channels, true));
    } else {
      LayerName convolution = names.attention(id, "conv");
      int kernel = Attention.kernel(shape.channels());
      chain.add(new Node.ChannelConvolution(convolution, chain.end(), kernel));
    }
    return chain.add(new Node.Gate(names.gate(id), map, chain.end()));
  }

  private Chain drop(String id, String branch, DropRate rate) {
    Chain chain = new Chain(branch, settings);
    return settings.stochasticDepth() == 0
        ? chain
        : chain.add(new Node.DropPath(names.dropPath(id), branch, rate));
  }

  private void preactivate(Chain chain, String id, int index) {
    chain
        .normalization(names.preactivationNormalization(id, index))
        .activation(names.preactivation(shape.nonlinearity(), id, index), shape.nonlinearity());
  }

  private void convolution(Chain chain, String id, int index, int stride, boolean normalized) {
    // A bottleneck's outer convolutions are 1 x 1.
    boolean square = shape.last() == 1 || index == 1;
    boolean strided = index == shape.strideAt().index();
    Size step = strided ? Size.of(Argument.STRIDE, stride) : Size.fixed(1);
    chain.convolution(
        names.convolution(id, index),
        shape.filters(index),
        square ? shape.kernel(step) : Chain.Kernel.pointwise(step),
        normalized);
  }

  private void projection(Chain shortcut, String id, int stride, boolean normalized) {
    boolean pooled = shape.shortcut() == Shortcut.AVERAGE_POOL;
    Size step = Size.of(Argument.STRIDE, stride);
    if (pooled && stride > 1) {
      shortcut.pool(
          names.shortcutPool(id), Node.PoolKind.AVERAGE, step, step, Window.same(stride, stride));
    }
    shortcut.convolution(
        names.projection(id, shape.shortcut()),
        shape.filters(shape.last()),
        Chain.Kernel.pointwise(pooled ? Size.fixed(1) : step),
        normalized);
  }
}

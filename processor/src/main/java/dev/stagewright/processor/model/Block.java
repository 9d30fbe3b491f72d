package dev.stagewright.processor.model;

import java.util.List;

/** One residual block. */
public sealed interface Block {

  /** Stage and block as they stand in layers' names, for example {@code 2a}. */
  String id();

  /** The stride of the whole block. */
  int stride();

  /** Which convolution of the branch carries it. */
  StrideAt strideAt();

  /** What is added to the branch. */
  Shortcut shortcut();

  /** The convolutions of the residual branch in order. */
  List<Convolution> branch();

  /** The layer that ends the block. */
  default String output() {
    return "out" + id();
  }

  /** 1x1, k x k and 1x1 convolutions. */
  record Bottleneck(
      String id,
      List<Integer> filters,
      int kernel,
      int stride,
      StrideAt strideAt,
      Shortcut shortcut)
      implements Block {

    @Override
    public List<Convolution> branch() {
      return List.of(
          new Convolution(
              "branch2a", filters.get(0), Window.valid(1, strideAt == StrideAt.FIRST ? stride : 1)),
          new Convolution(
              "branch2b",
              filters.get(1),
              Window.same(kernel, strideAt == StrideAt.SECOND ? stride : 1)),
          new Convolution("branch2c", filters.get(2), Window.valid(1, 1)));
    }
  }

  /** Two k x k convolutions. */
  record Basic(
      String id,
      List<Integer> filters,
      int kernel,
      int stride,
      StrideAt strideAt,
      Shortcut shortcut)
      implements Block {

    @Override
    public List<Convolution> branch() {
      return List.of(
          new Convolution(
              "branch2a",
              filters.get(0),
              Window.same(kernel, strideAt == StrideAt.FIRST ? stride : 1)),
          new Convolution(
              "branch2b",
              filters.get(1),
              Window.same(kernel, strideAt == StrideAt.SECOND ? stride : 1)));
    }
  }
}

package dev.stagewright.dsl;

/** Which convolution of a stage's first block carries the stride, besides the shortcut's. */
public enum StrideAt {
  /** The first: a bottleneck's first 1x1 convolution, a basic block's first k x k. */
  FIRST,
  /**
   * The second: a bottleneck's k x k convolution, known as ResNet v1.5, or a basic block's second.
   * The convolution keeps its "same" padding.
   */
  SECOND
}

package dev.stagewright.processor.topology;

/** How a shortcut gets smaller; the constants are the annotations'. */
public enum Shortcut {
  /** By the projection's stride. */
  CONVOLUTION,
  /** By an average pool before the projection. */
  AVERAGE_POOL
}

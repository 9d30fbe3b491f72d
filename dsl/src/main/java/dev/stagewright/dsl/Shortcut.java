package dev.stagewright.dsl;

/** How a block that changes the size of its map makes its shortcut smaller. */
public enum Shortcut {
  /** By the stride of the projection. */
  CONVOLUTION,
  /**
   * By an average pool of the stride's side, behind which the projection has stride 1: ResNet-D.
   */
  AVERAGE_POOL
}

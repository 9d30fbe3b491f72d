package dev.stagewright.processor.topology;

/** Which blocks have a projection as shortcut; the constants are the annotations'. */
public enum Projection {
  /** Where input and output differ in shape. */
  WHERE_SHAPES_DIFFER,
  /** The first block of every stage. */
  FIRST_BLOCK
}

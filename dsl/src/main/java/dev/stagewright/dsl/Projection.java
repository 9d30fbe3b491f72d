package dev.stagewright.dsl;

/** Which blocks have a projection, a 1x1 convolution with normalization, as their shortcut. */
public enum Projection {
  /** Those whose input and output differ in shape; all others add their input as it is. */
  WHERE_SHAPES_DIFFER,
  /** The first block of every stage, even where the shapes agree. */
  FIRST_BLOCK
}

package dev.stagewright.processor.topology;

/** What a pool sees outside of its map; the constants are the annotations'. */
public enum Border {
  /** Nothing. */
  NONE,
  /** Zeros. */
  ZERO
}

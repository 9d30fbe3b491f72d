package dev.stagewright.dsl;

/** What a pool sees outside of its map. */
public enum Border {
  /** Nothing: of the cells in a window those inside the map count, as in PyTorch. */
  NONE,
  /** Zeros, as in Keras, which pads before it pools. */
  ZERO
}

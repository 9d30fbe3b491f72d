package dev.stagewright.processor.topology;

/** The kinds of normalization; the constants are the annotation's. */
public enum Norm {
  /** By the statistics of a batch. */
  BATCH,
  /** None. */
  NONE
}

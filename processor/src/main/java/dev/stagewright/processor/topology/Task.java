package dev.stagewright.processor.topology;

/** What a network is to tell; the constants are the annotation's and the runtime's. */
public enum Task {
  /** One of several classes. */
  SINGLE_LABEL,
  /** Any number of several labels. */
  MULTI_LABEL,
  /** Yes or no. */
  BINARY,
  /** Numbers. */
  REGRESSION;

  /** The fewest values that the dense layer can have. */
  public int fewest() {
    return this == SINGLE_LABEL ? 2 : 1;
  }
}

package dev.stagewright.dsl;

/** What a network is to tell. */
public enum Task {
  /** One of several classes: softmax with cross-entropy. */
  SINGLE_LABEL,
  /** Any number of several labels: a sigmoid for each, with binary cross-entropy. */
  MULTI_LABEL,
  /** Yes or no: a single sigmoid, with binary cross-entropy. */
  BINARY,
  /** Numbers: the layer as it is, with the mean squared error. */
  REGRESSION
}

package dev.stagewright.dsl;

/** How the head makes one value a channel of the last feature map. */
public enum Pooling {
  /** The average in windows of {@link Head#pool()}, whose values all go to the dense layer. */
  WINDOW,
  /** The average over the whole map, of whatever size. */
  AVERAGE,
  /** The maximum over the whole map. */
  MAX,
  /** Both, one behind the other: twice as many values. */
  AVERAGE_AND_MAX
}

package dev.stagewright.processor.topology;

/** How the head pools; the constants are the annotations'. */
public enum Pooling {
  /** The average in windows. */
  WINDOW,
  /** The average over the map. */
  AVERAGE,
  /** The maximum over the map. */
  MAX,
  /** Both, one behind the other. */
  AVERAGE_AND_MAX
}

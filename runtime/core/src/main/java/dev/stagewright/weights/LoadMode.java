package dev.stagewright.weights;

/** How well a file and a graph must agree before anything is loaded. */
public enum LoadMode {
  /** Every layer with parameters must be in both, with the same shapes. */
  STRICT,
  /** Every layer of the graph must be in the file, with the same shapes; the file may have more. */
  COMPLETE,
  /** Layers in both are loaded; one with another shape is an error. Keras' {@code by_name}. */
  BY_NAME,
  /**
   * As {@link #BY_NAME}, but the graph's output layers keep what they have if the file has others,
   * as with another number of classes.
   */
  NEW_HEAD,
  /** Layers in both are loaded; those with another shape keep what they have. */
  SKIP_MISMATCH
}

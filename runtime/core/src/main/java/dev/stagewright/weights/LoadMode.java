package dev.stagewright.weights;

/** How well a file and a graph must agree before anything is loaded. */
public enum LoadMode {
  /** Every layer with parameters must be in both, with the same shapes. */
  STRICT,
  /** Layers in both are loaded; one with another shape is an error. Keras' {@code by_name}. */
  BY_NAME,
  /** Layers in both are loaded; those with another shape keep what they have. */
  SKIP_MISMATCH
}

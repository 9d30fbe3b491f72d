package dev.stagewright.onednn.internal.model;

/**
 * Inputs of these sizes do not go through a layer; the message says which and why. Other sizes may.
 */
public final class MisfitException extends RuntimeException {

  /** Names the layer and what about the sizes does not fit. */
  MisfitException(String layer, String what) {
    super("layer \"%s\" %s".formatted(layer, what));
  }
}

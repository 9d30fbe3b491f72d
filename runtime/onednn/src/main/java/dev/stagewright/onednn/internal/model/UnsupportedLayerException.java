package dev.stagewright.onednn.internal.model;

/** A graph has something that the engine does not know; the message names the layer. */
public final class UnsupportedLayerException extends RuntimeException {

  private final String message;

  /** Names the layer and what about it is not known. */
  public UnsupportedLayerException(String layer, String what) {
    this.message = "layer \"%s\": %s".formatted(layer, what);
  }

  @Override
  public String getMessage() {
    return message;
  }
}

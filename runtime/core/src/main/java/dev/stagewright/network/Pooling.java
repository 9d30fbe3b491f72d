package dev.stagewright.network;

/** What a network without its top does to the head's feature map, as Keras' {@code pooling}. */
public enum Pooling {
  /** Nothing: the output is the feature map. */
  NONE,
  /** The mean over height and width: [batch, channels]. */
  AVG,
  /** The maximum over height and width: [batch, channels]. */
  MAX
}

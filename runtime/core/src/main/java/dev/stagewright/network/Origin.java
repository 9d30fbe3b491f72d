package dev.stagewright.network;

/** The library whose networks a declaration follows, the {@code convention} of its annotation. */
public enum Origin {
  /** Keras until version 2.2. */
  KERAS_LEGACY,
  /** {@code keras.applications} since 2.3. */
  KERAS,
  /** Of these the networks of version 2, which normalize before they convolve. */
  KERAS_V2,
  /** torchvision and timm. */
  TORCH
}

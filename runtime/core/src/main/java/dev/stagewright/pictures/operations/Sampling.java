package dev.stagewright.pictures.operations;

/** How a moved picture is read between its pixels. */
public enum Sampling {
  /** The nearest pixel. */
  NEAREST,
  /** Between the four nearest pixels. */
  BILINEAR
}

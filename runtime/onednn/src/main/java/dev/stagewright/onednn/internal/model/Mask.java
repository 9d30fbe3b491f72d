package dev.stagewright.onednn.internal.model;

/** What dropout multiplies values with in a training step. */
public interface Mask {

  /** The factors' shape for one image; sides of 1 count for all along them. */
  Shape shape();

  /**
   * The factors of a step, the same whenever they are asked for.
   *
   * @param iteration the step's number
   * @param batch the number of images
   * @return row after row: images, channels, rows, columns
   */
  float[] factors(int iteration, int batch);
}

package dev.stagewright.reporting;

/** Tells what in a picture spoke for a class, for example by Grad-CAM. */
@FunctionalInterface
public interface HeatMap {

  /**
   * Computes a map.
   *
   * @param image the picture's number in its source
   * @param label the number of the class
   * @return [rows, columns] over the whole picture as it is seen, any non-negative values; empty if
   *     there is none
   */
  float[][] of(int image, int label);
}

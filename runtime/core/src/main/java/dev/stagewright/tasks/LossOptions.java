package dev.stagewright.tasks;

/**
 * What is changed of a task's loss while training.
 *
 * @param labelSmoothing how much of each target is spread over all classes, from 0, below 1: y (1 -
 *     s) + s / classes for one label of many, y (1 - s) + s / 2 for a sigmoid
 * @param classWeights how much the examples of each class count
 * @param focalGamma how much the loss of what is already right shrinks, (1 - p)^gamma; 0 for not at
 *     all, 2 in the paper: Lin et al., "Focal Loss for Dense Object Detection", 2017. Its alpha is
 *     a class weight
 */
public record LossOptions(double labelSmoothing, ClassWeights classWeights, double focalGamma) {

  /** The task's loss as it is. */
  public static final LossOptions PLAIN = new LossOptions(0, new ClassWeights.None(), 0);

  /** Checks the values, else throws {@link TaskException}. */
  public LossOptions {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new TaskException(
          "labelSmoothing: found "
              + labelSmoothing
              + "; expected a number of at least 0 and below 1");
    }
    if (!(focalGamma >= 0 && focalGamma < Double.POSITIVE_INFINITY)) {
      throw new TaskException(
          "focalGamma: found " + focalGamma + "; expected a number of at least 0");
    }
  }

  /**
   * The same with smoothed targets.
   *
   * @param smoothing from 0, below 1
   * @return other options
   */
  public LossOptions withLabelSmoothing(double smoothing) {
    return new LossOptions(smoothing, classWeights, focalGamma);
  }

  /**
   * The same with other weights.
   *
   * @param weights of the classes
   * @return other options
   */
  public LossOptions withClassWeights(ClassWeights weights) {
    return new LossOptions(labelSmoothing, weights, focalGamma);
  }

  /**
   * The same with a focal loss.
   *
   * @param gamma at least 0
   * @return other options
   */
  public LossOptions withFocalGamma(double gamma) {
    return new LossOptions(labelSmoothing, classWeights, gamma);
  }
}

package dev.stagewright.training;

/**
 * Loss or gradient of a step are not finite, or far above where they began. The step was not made:
 * the parameters are those before it.
 */
public final class DivergenceException extends TrainingException {

  private final double loss;
  private final double gradientNorm;

  DivergenceException(String message, double loss, double gradientNorm) {
    super(message);
    this.loss = loss;
    this.gradientNorm = gradientNorm;
  }

  /**
   * The step's loss.
   *
   * @return penalties included
   */
  public double loss() {
    return loss;
  }

  /**
   * The norm of the step's gradient.
   *
   * @return NaN if it is, or if it was not looked at since the loss was wrong already
   */
  public double gradientNorm() {
    return gradientNorm;
  }
}

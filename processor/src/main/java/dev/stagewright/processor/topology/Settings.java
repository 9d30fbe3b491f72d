package dev.stagewright.processor.topology;

/**
 * What all layers share.
 *
 * @param nonlinearity of the stem, and of every stage that inherits it
 * @param alpha of the stem's nonlinearity, and of every stage that inherits it
 * @param l1 the penalty of the stem, and of every stage that inherits it
 * @param l2 likewise
 * @param epsilon of normalizations
 * @param momentum of their running statistics
 * @param zeroInitResidual whether the last normalization of a branch starts with gamma 0
 * @param stochasticDepth how often the last branch is left out in training
 */
public record Settings(
    Defaults defaults,
    Nonlinearity nonlinearity,
    double alpha,
    double l1,
    double l2,
    double epsilon,
    double momentum,
    Bias bias,
    Initialization initialization,
    boolean zeroInitResidual,
    Norm norm,
    double stochasticDepth) {

  /** How layers are called. */
  public LayerNames names() {
    return defaults.names();
  }
}

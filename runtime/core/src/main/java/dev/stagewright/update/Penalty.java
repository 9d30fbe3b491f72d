package dev.stagewright.update;

/**
 * What a step adds for the parameters' size.
 *
 * @param l1 times the sign is added to the gradient; times the absolute value it is in the loss
 * @param l2 times the parameter is added to the gradient; half of it times the square is in the
 *     loss
 * @param coupled times the parameter is added to the clipped gradient, and is in no loss: weight
 *     decay as {@code torch.optim} has it for SGD and Adam
 * @param decay times the parameter is added to the update: decoupled weight decay
 * @param decayLoss half of it times the square is in the loss, as Deeplearning4j counts weight
 *     decay
 */
public record Penalty(float l1, float l2, float coupled, float decay, double decayLoss) {

  /** Adds nothing. */
  public static final Penalty NONE = new Penalty(0, 0, 0, 0, 0);

  boolean scores() {
    return usesSquares() || usesAbsolutes();
  }

  boolean usesSquares() {
    return l2 + decayLoss != 0;
  }

  boolean usesAbsolutes() {
    return l1 != 0;
  }

  double loss(double sumOfSquares, double sumOfAbsolutes) {
    return 0.5 * (l2 + decayLoss) * sumOfSquares + l1 * sumOfAbsolutes;
  }

  /** What comes before clipping. */
  void addToGradient(float[] g, float[] w, int n) {
    // In the order in which layers list them: the sums round alike.
    if (l1 != 0) {
      for (int i = 0; i < n; i++) {
        g[i] += l1 * Math.signum(w[i]);
      }
    }
    addProduct(l2, g, w, n);
  }

  /** What comes between clipping and the optimizer. */
  void addCoupled(float[] g, float[] w, int n) {
    addProduct(coupled, g, w, n);
  }

  /** What comes behind the optimizer. */
  void addToUpdate(float[] u, float[] w, int n) {
    addProduct(decay, u, w, n);
  }

  private static void addProduct(float factor, float[] sum, float[] w, int n) {
    if (factor != 0) {
      for (int i = 0; i < n; i++) {
        sum[i] += factor * w[i];
      }
    }
  }
}

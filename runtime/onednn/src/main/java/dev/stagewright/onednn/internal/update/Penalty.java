package dev.stagewright.onednn.internal.update;

import java.util.List;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * The penalties on a segment at one step.
 *
 * @param l1 times the sign is added to the gradient
 * @param l2 times the parameter is added to the gradient; half of it times the square to the loss
 * @param decay times the parameter is added to the update
 * @param decayLoss half of it times the square is added to the loss
 */
record Penalty(float l1, float l2, float decay, double decayLoss) {

  static Penalty of(List<Regularization> regularizations, double rate, int iteration, int epoch) {
    double l1 = 0;
    double l2 = 0;
    double decay = 0;
    double decayLoss = 0;
    for (Regularization regularization : regularizations) {
      if (regularization instanceof L1Regularization lasso) {
        l1 += lasso.getL1().valueAt(iteration, epoch);
      } else if (regularization instanceof L2Regularization ridge) {
        l2 += ridge.getL2().valueAt(iteration, epoch);
      } else if (regularization instanceof WeightDecay weightDecay) {
        double coefficient = weightDecay.getCoeff().valueAt(iteration, epoch);
        decay += weightDecay.isApplyLR() ? coefficient * rate : coefficient;
        decayLoss += coefficient;
      }
    }
    return new Penalty((float) l1, (float) l2, (float) decay, decayLoss);
  }

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

  /** What comes before the optimizer. */
  void addToGradient(float[] g, float[] w, int n) {
    // In the order in which layers list them: the sums round alike.
    if (l1 != 0) {
      for (int i = 0; i < n; i++) {
        g[i] += l1 * Math.signum(w[i]);
      }
    }
    if (l2 != 0) {
      for (int i = 0; i < n; i++) {
        g[i] += l2 * w[i];
      }
    }
  }

  /** What comes behind the optimizer. */
  void addToUpdate(float[] u, float[] w, int n) {
    if (decay != 0) {
      for (int i = 0; i < n; i++) {
        u[i] += decay * w[i];
      }
    }
  }
}

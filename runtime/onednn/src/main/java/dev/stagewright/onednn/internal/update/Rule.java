package dev.stagewright.onednn.internal.update;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * What an optimizer does to a run of parameters, in Deeplearning4j's own order of operations, so
 * that both end within rounding of each other. Arrays hold {@code n} values: {@code g} the
 * gradient, replaced by what is to be subtracted from the parameters; {@code a} and {@code b} the
 * state.
 */
interface Rule {

  /** How many state arrays it keeps: 0 to 2. */
  int states();

  /** Turns gradients into updates. */
  void apply(float[] g, float[] a, float[] b, int n);

  /** The rule for one step of an updater, or null if only Deeplearning4j knows it. */
  static @Nullable Rule of(IUpdater updater, int iteration, int epoch) {
    // Exact classes: a subclass may compute something else.
    Class<?> type = updater.getClass();
    if (type == NoOp.class) {
      return new Plain(1);
    } else if (type == Sgd.class) {
      return new Plain((float) ((Sgd) updater).getLearningRate(iteration, epoch));
    } else if (type == Nesterovs.class) {
      Nesterovs nesterovs = (Nesterovs) updater;
      return new Nesterov(
          (float) nesterovs.getLearningRate(iteration, epoch),
          (float) nesterovs.currentMomentum(iteration, epoch));
    } else if (type == Adam.class) {
      return AdamRule.of((Adam) updater, iteration, epoch);
    }
    return null;
  }

  /** g * rate; with rate 1 the running statistics of batch normalizations. */
  record Plain(float rate) implements Rule {
    @Override
    public int states() {
      return 0;
    }

    @Override
    public void apply(float[] g, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        g[i] *= rate;
      }
    }
  }

  /** v' = momentum * v - rate * g; subtract momentum * v - (1 + momentum) * v'. */
  record Nesterov(float rate, float momentum) implements Rule {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public void apply(float[] g, float[] a, float[] b, int n) {
      float factor = -momentum - 1;
      for (int i = 0; i < n; i++) {
        float before = momentum * a[i];
        float velocity = before - rate * g[i];
        a[i] = velocity;
        g[i] = before + factor * velocity;
      }
    }
  }

  /**
   * Kingma and Ba, "Adam", 2015, with the bias corrections moved into the step size as in the
   * paper's section 2.
   */
  record AdamRule(float step, float beta1, float beta2, float epsilon) implements Rule {

    static AdamRule of(Adam adam, int iteration, int epoch) {
      float beta1 = (float) adam.getBeta1();
      float beta2 = (float) adam.getBeta2();
      float rate = (float) adam.getLearningRate(iteration, epoch);
      float epsilon = (float) adam.getEpsilon();
      float power1 = (float) Math.pow(beta1, iteration + 1);
      float power2 = (float) Math.pow(beta2, iteration + 1);
      float step = (float) (rate * Math.sqrt(1.0 - power2) / (1.0 - power1));
      if (Float.isNaN(step) || step == 0 || Float.isInfinite(step)) {
        step = epsilon;
      }
      return new AdamRule(step, beta1, beta2, epsilon);
    }

    @Override
    public int states() {
      return 2;
    }

    @Override
    public void apply(float[] g, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        float m = beta1 * a[i] + g[i] * (1 - beta1);
        float v = beta2 * b[i] + g[i] * g[i] * (1 - beta2);
        a[i] = m;
        b[i] = v;
        g[i] = m * step / ((float) Math.sqrt(v) + epsilon);
      }
    }
  }
}

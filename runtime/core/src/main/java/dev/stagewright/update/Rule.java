package dev.stagewright.update;

/**
 * What an optimizer does to a run of parameters in one step. Arrays hold {@code n} values: {@code
 * g} the gradient, replaced by what is to be subtracted from the parameters; {@code a} and {@code
 * b} the state.
 */
public interface Rule {

  /**
   * How many state arrays it keeps.
   *
   * @return 0 to 2
   */
  int states();

  /**
   * Turns gradients into updates.
   *
   * @param g the gradient, then the update
   * @param a the first state array, if there is one
   * @param b the second state array, if there is one
   * @param n how many values of each count
   */
  void apply(float[] g, float[] a, float[] b, int n);

  /**
   * Whether the update of a whole segment is scaled to the size of its parameters, after You et
   * al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", 2019: it is
   * multiplied by rate * |w| / |u|, which needs a second pass.
   *
   * @return the rate, or 0 if it is not scaled
   */
  default float trustedRate() {
    return 0;
  }

  /** g * rate. */
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

  /** v' = momentum * v - rate * g; subtract -v'. */
  record Momentum(float rate, float momentum) implements Rule {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public void apply(float[] g, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        a[i] = momentum * a[i] - rate * g[i];
        g[i] = -a[i];
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
      // In Deeplearning4j's order of operations, so that both end within rounding of each other.
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
   * v' = momentum * v + g; subtract rate * v', or with Nesterov's momentum rate * (g + momentum *
   * v'): as {@code torch.optim.SGD}, whose velocity does not depend on the rate.
   */
  record UnratedMomentum(float rate, float momentum, boolean nesterov) implements Rule {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public void apply(float[] g, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        a[i] = momentum * a[i] + g[i];
        g[i] = rate * (nesterov ? g[i] + momentum * a[i] : a[i]);
      }
    }
  }

  /**
   * Kingma and Ba, "Adam", 2015. With a root scale of 1 the bias corrections are in the step size,
   * as in the paper's section 2; with 1 / sqrt(1 - beta2^t) epsilon stands beside the corrected
   * root, as in its algorithm 1.
   */
  record Adam(float step, float beta1, float beta2, float epsilon, float rootScale)
      implements Rule {
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
        g[i] = m * step / ((float) Math.sqrt(v) * rootScale + epsilon);
      }
    }
  }

  /**
   * v' = rho * v + (1 - rho) * g^2; subtract rate * g / sqrt(v' + epsilon), or with epsilon beside
   * the root rate * g / (sqrt(v') + epsilon). After Hinton's lecture 6e, 2012.
   */
  record RmsProp(float rate, float rho, float epsilon, boolean besideRoot) implements Rule {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public void apply(float[] g, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        float v = rho * a[i] + g[i] * g[i] * (1 - rho);
        a[i] = v;
        float root = besideRoot ? (float) Math.sqrt(v) + epsilon : (float) Math.sqrt(v + epsilon);
        g[i] = rate * g[i] / root;
      }
    }
  }

  /**
   * RMSprop with momentum: what {@code scaling} makes of the gradient enters m' = momentum * m + u;
   * subtract rate * m'.
   *
   * @param scaling holds the rate where the velocity is to depend on it; {@code rate} is 1 then
   */
  record RmsPropMomentum(RmsProp scaling, float momentum, float rate) implements Rule {
    @Override
    public int states() {
      return 2;
    }

    @Override
    public void apply(float[] g, float[] a, float[] b, int n) {
      scaling.apply(g, a, b, n);
      for (int i = 0; i < n; i++) {
        b[i] = momentum * b[i] + g[i];
        g[i] = rate * b[i];
      }
    }
  }

  /**
   * Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023: subtract rate * sign(beta1
   * * m + (1 - beta1) * g); m' = beta2 * m + (1 - beta2) * g.
   */
  record Lion(float rate, float beta1, float beta2) implements Rule {
    @Override
    public int states() {
      return 1;
    }

    @Override
    public void apply(float[] g, float[] a, float[] b, int n) {
      for (int i = 0; i < n; i++) {
        float direction = Math.signum(beta1 * a[i] + g[i] * (1 - beta1));
        a[i] = beta2 * a[i] + g[i] * (1 - beta2);
        g[i] = rate * direction;
      }
    }
  }

  /** Adam's update, decay included, scaled to the size of the parameters. */
  record Lamb(Adam adam, float rate) implements Rule {
    @Override
    public int states() {
      return 2;
    }

    @Override
    public void apply(float[] g, float[] a, float[] b, int n) {
      adam.apply(g, a, b, n);
    }

    @Override
    public float trustedRate() {
      return rate;
    }
  }
}

package dev.stagewright.onednn.internal.update;

import dev.stagewright.update.Rule;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;

/** Deeplearning4j's updaters as rules. */
final class UpdaterRules {

  private UpdaterRules() {}

  /** The rule for one step of an updater, or null if only Deeplearning4j knows it. */
  static @Nullable Rule of(IUpdater updater, int iteration, int epoch) {
    // Exact classes: a subclass may compute something else.
    Class<?> type = updater.getClass();
    if (type == NoOp.class) {
      return new Rule.Plain(1); // the running statistics of batch normalizations
    } else if (type == Sgd.class) {
      return new Rule.Plain((float) ((Sgd) updater).getLearningRate(iteration, epoch));
    } else if (type == Nesterovs.class) {
      Nesterovs nesterovs = (Nesterovs) updater;
      return new Rule.Nesterov(
          (float) nesterovs.getLearningRate(iteration, epoch),
          (float) nesterovs.currentMomentum(iteration, epoch));
    } else if (type == Adam.class) {
      return adam((Adam) updater, iteration, epoch);
    }
    return null;
  }

  /** In Deeplearning4j's own order of operations, so that both end within rounding. */
  private static Rule adam(Adam adam, int iteration, int epoch) {
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
    return new Rule.Adam(step, beta1, beta2, epsilon, 1);
  }
}

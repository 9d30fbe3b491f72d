package dev.stagewright.training;

import java.util.ArrayList;
import java.util.List;

/** Optimizers in a few words, for messages. */
final class OptimizerText {

  private OptimizerText() {}

  /** For example {@code Sgd[learningRate=0.1]}, with what a plan adds to it most often. */
  static String describe(Optimizer optimizer) {
    List<String> parts = new ArrayList<>();
    parts.add("learningRate=" + optimizer.learningRate());
    if (optimizer.weightDecay() > 0) {
      parts.add("weightDecay=" + optimizer.weightDecay());
    }
    boolean timms = optimizer instanceof Lamb || optimizer instanceof Lion;
    if (optimizer.flavor() == Flavor.TORCH && !timms) {
      parts.add("flavor=torch");
    }
    return optimizer.getClass().getSimpleName() + "[" + String.join(", ", parts) + "]";
  }
}

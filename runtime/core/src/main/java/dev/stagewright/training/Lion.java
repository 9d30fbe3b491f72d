package dev.stagewright.training;

import dev.stagewright.update.Rule;
import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Lion, after Chen et al., "Symbolic Discovery of Optimization Algorithms", 2023, in timm's form:
 * the sign of a mean of gradients. It wants a rate of a third to a tenth of Adam's.
 *
 * @param learningRate above 0; 0.0001 in timm
 * @param beta1 the share of the mean in the direction, from 0, below 1; 0.9 in timm
 * @param beta2 the decay of the mean, from 0, below 1; 0.99 in timm
 * @param decay apart from the gradient; 0 in timm
 */
public record Lion(double learningRate, double beta1, double beta2, Decay decay)
    implements Optimizer {

  /** Checks the values, else throws {@link TrainingException}. */
  public Lion {
    Hyperparameter.checkPositive("learningRate", learningRate);
    Hyperparameter.checkShare("beta1", beta1);
    Hyperparameter.checkShare("beta2", beta2);
  }

  static Lion of(double learningRate, Decay decay) {
    return new Lion(learningRate, 0.9, 0.99, decay);
  }

  @Override
  public IUpdater toDl4j() {
    return new org.nd4j.linalg.learning.config.Adam(learningRate);
  }

  @Override
  public boolean decaysInGradient() {
    return false;
  }

  @Override
  public List<String> state() {
    return List.of("mean");
  }

  @Override
  public Rule rule(double rate, int step) {
    return new Rule.Lion((float) rate, (float) beta1, (float) beta2);
  }
}

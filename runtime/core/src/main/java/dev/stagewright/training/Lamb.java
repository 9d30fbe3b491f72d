package dev.stagewright.training;

import dev.stagewright.update.Rule;
import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * LAMB, after You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76
 * minutes", 2019, in timm's form: Adam's step with decay, scaled for every array that decays to the
 * size of its parameters.
 *
 * @param learningRate above 0; 0.001 in timm
 * @param beta1 the decay of the mean, from 0, below 1
 * @param beta2 the decay of the uncentered variance, from 0, below 1
 * @param epsilon above 0; 1e-6 in timm
 * @param decay part of what is scaled; 0.01 in timm
 * @param maxNorm the largest norm of the whole gradient, above 0; 1 in timm
 */
public record Lamb(
    double learningRate, double beta1, double beta2, double epsilon, Decay decay, double maxNorm)
    implements Optimizer {

  /** Checks the values, else throws {@link TrainingException}. */
  public Lamb {
    Hyperparameter.checkPositive("learningRate", learningRate);
    Hyperparameter.checkShare("beta1", beta1);
    Hyperparameter.checkShare("beta2", beta2);
    Hyperparameter.checkPositive("epsilon", epsilon);
    Hyperparameter.checkPositive("maxNorm", maxNorm);
  }

  static Lamb of(double learningRate, Decay decay) {
    return new Lamb(learningRate, 0.9, 0.999, 1e-6, decay, 1);
  }

  @Override
  public IUpdater toDl4j() {
    return new org.nd4j.linalg.learning.config.Adam(learningRate, beta1, beta2, epsilon);
  }

  @Override
  public boolean decaysInGradient() {
    return false;
  }

  @Override
  public List<String> state() {
    return List.of("mean", "variance");
  }

  @Override
  public Rule rule(double rate, int step) {
    return new Rule.Lamb(AdamRules.of(Flavor.TORCH, 1, beta1, beta2, epsilon, step), (float) rate);
  }
}

package dev.stagewright.training;

import dev.stagewright.update.Rule;
import java.util.List;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * RMSprop, after Hinton's lecture 6e, 2012: the gradient divided by the root of the mean of its
 * squares. In Keras epsilon stands inside of the root and the rate inside of the momentum, in
 * PyTorch both outside.
 *
 * @param learningRate above 0; 0.001 in Keras, 0.01 in PyTorch
 * @param rho the decay of the mean, from 0, below 1; 0.9 in Keras, 0.99 in PyTorch
 * @param momentum from 0, below 1; 0 in both
 * @param epsilon above 0; 1e-7 in Keras, 1e-8 in PyTorch
 * @param decay apart from the gradient in Keras, part of it in PyTorch
 * @param flavor whose form
 */
public record RmsProp(
    double learningRate, double rho, double momentum, double epsilon, Decay decay, Flavor flavor)
    implements Optimizer {

  /** Checks the values, else throws {@link TrainingException}. */
  public RmsProp {
    Hyperparameter.checkPositive("learningRate", learningRate);
    Hyperparameter.checkShare("rho", rho);
    Hyperparameter.checkShare("momentum", momentum);
    Hyperparameter.checkPositive("epsilon", epsilon);
  }

  static RmsProp of(double learningRate, double momentum, Decay decay, Flavor flavor) {
    return flavor == Flavor.KERAS
        ? new RmsProp(learningRate, 0.9, momentum, 1e-7, decay, flavor)
        : new RmsProp(learningRate, 0.99, momentum, 1e-8, decay, flavor);
  }

  @Override
  public IUpdater toDl4j() {
    return new org.nd4j.linalg.learning.config.RmsProp(learningRate, rho, epsilon);
  }

  @Override
  public List<String> state() {
    return momentum == 0 ? List.of("variance") : List.of("variance", "velocity");
  }

  @Override
  public Rule rule(double rate, int step) {
    boolean torch = flavor == Flavor.TORCH;
    boolean rateOutside = torch && momentum > 0;
    var scaling =
        new Rule.RmsProp(rateOutside ? 1 : (float) rate, (float) rho, (float) epsilon, torch);
    return momentum == 0
        ? scaling
        : new Rule.RmsPropMomentum(scaling, (float) momentum, rateOutside ? (float) rate : 1);
  }
}

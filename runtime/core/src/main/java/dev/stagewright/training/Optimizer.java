package dev.stagewright.training;

import static dev.stagewright.training.Hyperparameter.checkPositive;
import static dev.stagewright.training.Hyperparameter.checkShare;

import dev.stagewright.update.Rule;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/** How gradients change parameters, each with its formula in the form of Keras or PyTorch. */
public sealed interface Optimizer
    permits Optimizer.Sgd,
        Optimizer.Nesterov,
        Optimizer.Adam,
        Optimizer.AdamW,
        RmsProp,
        Lamb,
        Lion {

  /**
   * The step size.
   *
   * @return above 0
   */
  double learningRate();

  /**
   * How parameters decay.
   *
   * @return {@link Decay#NONE} if they do not
   */
  Decay decay();

  /**
   * Whose form the formula has.
   *
   * @return PyTorch's for those that only timm's form exists of
   */
  default Flavor flavor() {
    return Flavor.TORCH;
  }

  /**
   * The share of a parameter that is taken off it at every step, per unit of learning rate.
   *
   * @return 0 for none
   */
  default double weightDecay() {
    return decay().rate();
  }

  /**
   * Deeplearning4j's updater that is nearest: what a saved file names for Deeplearning4j.
   *
   * @return a new configuration
   */
  IUpdater toDl4j();

  /**
   * Whether {@link #toDl4j} has the same formula and keeps the same state, but for weight decay.
   *
   * @return true if so
   */
  default boolean isDl4js() {
    return false;
  }

  /**
   * What is kept of every parameter from step to step.
   *
   * @return names of arrays, none to two
   */
  List<String> state();

  /**
   * The formula of one step.
   *
   * @param rate the learning rate of this step, which a schedule may have changed
   * @param step the number of the step since the state was 0, from 1
   * @return the rule
   */
  Rule rule(double rate, int step);

  /**
   * Whether decay is added to the gradient, as in {@code torch.optim}'s SGD, Adam and RMSprop.
   *
   * @return false if it is apart from the gradient
   */
  default boolean decaysInGradient() {
    return flavor() == Flavor.TORCH;
  }

  /**
   * The largest norm of the whole gradient that the optimizer takes.
   *
   * @return infinite but for {@link Lamb}
   */
  default double maxNorm() {
    return Double.POSITIVE_INFINITY;
  }

  /**
   * Makes Deeplearning4j train a graph with this optimizer, by {@code graph.fit}. If it trains with
   * one of the same kind already, of whatever learning rate and other settings, the state
   * (momentum, moments, number of steps) stays, so that a schedule can be run by hand; another kind
   * starts anew at step 0. Adam and AdamW are two kinds.
   *
   * @param graph an initialized graph
   * @throws TrainingException if Deeplearning4j has no such optimizer
   */
  default void applyTo(ComputationGraph graph) {
    if (!isDl4js() || decay().all() || (decaysInGradient() && weightDecay() > 0)) {
      throw Hyperparameter.usage(
          "applyTo: found %s, which Deeplearning4j does not have. Train with a TrainingSession"
              .formatted(OptimizerText.describe(this)));
    }
    GraphOptimizer.apply(this, graph);
  }

  /**
   * Gradient descent. Without momentum w -= rate * g; with Keras' v = momentum * v - rate * g, w +=
   * v; with PyTorch's v = momentum * v + g, w -= rate * v.
   *
   * @param learningRate above 0; 0.01 in Keras
   * @param momentum from 0, below 1
   * @param decay apart from the gradient in Keras, part of it in PyTorch
   * @param flavor whose form
   */
  record Sgd(double learningRate, double momentum, Decay decay, Flavor flavor)
      implements Optimizer {
    /** Checks the values, else throws {@link TrainingException}. */
    public Sgd {
      checkPositive("learningRate", learningRate);
      checkShare("momentum", momentum);
    }

    /**
     * Gradient descent without momentum.
     *
     * @param learningRate above 0
     */
    public Sgd(double learningRate) {
      this(learningRate, 0, Decay.NONE, Flavor.KERAS);
    }

    @Override
    public IUpdater toDl4j() {
      return momentum == 0
          ? new org.nd4j.linalg.learning.config.Sgd(learningRate)
          : new Nesterovs(learningRate, momentum);
    }

    @Override
    public boolean isDl4js() {
      return momentum == 0;
    }

    @Override
    public List<String> state() {
      return momentum == 0 ? List.of() : List.of("velocity");
    }

    @Override
    public Rule rule(double rate, int step) {
      if (momentum == 0) {
        return new Rule.Plain((float) rate);
      }
      return flavor == Flavor.KERAS
          ? new Rule.Momentum((float) rate, (float) momentum)
          : new Rule.UnratedMomentum((float) rate, (float) momentum, false);
    }
  }

  /**
   * Gradient descent with Nesterov's momentum: Keras' v = momentum * v - rate * g, w += momentum *
   * v - rate * g; PyTorch's v = momentum * v + g, w -= rate * (g + momentum * v).
   *
   * @param learningRate above 0; 0.01 in Keras
   * @param momentum from 0, below 1
   * @param decay apart from the gradient in Keras, part of it in PyTorch
   * @param flavor whose form
   */
  record Nesterov(double learningRate, double momentum, Decay decay, Flavor flavor)
      implements Optimizer {
    /** Checks the values, else throws {@link TrainingException}. */
    public Nesterov {
      checkPositive("learningRate", learningRate);
      checkShare("momentum", momentum);
    }

    /**
     * Keras' form without decay.
     *
     * @param learningRate above 0
     * @param momentum from 0, below 1
     */
    public Nesterov(double learningRate, double momentum) {
      this(learningRate, momentum, Decay.NONE, Flavor.KERAS);
    }

    @Override
    public IUpdater toDl4j() {
      return new Nesterovs(learningRate, momentum);
    }

    @Override
    public boolean isDl4js() {
      return flavor == Flavor.KERAS;
    }

    @Override
    public List<String> state() {
      return List.of("velocity");
    }

    @Override
    public Rule rule(double rate, int step) {
      return flavor == Flavor.KERAS
          ? new Rule.Nesterov((float) rate, (float) momentum)
          : new Rule.UnratedMomentum((float) rate, (float) momentum, true);
    }
  }

  /**
   * Adam, after Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014: in Keras with
   * epsilon outside of the bias correction, in PyTorch inside.
   *
   * @param learningRate above 0; 0.001 in both
   * @param beta1 the decay of the mean, from 0, below 1
   * @param beta2 the decay of the uncentered variance, from 0, below 1
   * @param epsilon above 0; 1e-7 in Keras, 1e-8 in PyTorch
   * @param decay apart from the gradient in Keras, part of it in PyTorch
   * @param flavor whose form
   */
  record Adam(
      double learningRate, double beta1, double beta2, double epsilon, Decay decay, Flavor flavor)
      implements Optimizer {
    /** Checks the values, else throws {@link TrainingException}. */
    public Adam {
      checkPositive("learningRate", learningRate);
      checkShare("beta1", beta1);
      checkShare("beta2", beta2);
      checkPositive("epsilon", epsilon);
    }

    /**
     * Keras' form without decay.
     *
     * @param learningRate above 0
     * @param beta1 the decay of the mean, from 0, below 1
     * @param beta2 the decay of the uncentered variance, from 0, below 1
     * @param epsilon above 0
     */
    public Adam(double learningRate, double beta1, double beta2, double epsilon) {
      this(learningRate, beta1, beta2, epsilon, Decay.NONE, Flavor.KERAS);
    }

    /**
     * Adam with Keras' other defaults.
     *
     * @param learningRate above 0
     */
    public Adam(double learningRate) {
      this(learningRate, 0.9, 0.999, 1e-7);
    }

    static Adam of(double learningRate, Decay decay, Flavor flavor) {
      double epsilon = flavor == Flavor.KERAS ? 1e-7 : 1e-8;
      return new Adam(learningRate, 0.9, 0.999, epsilon, decay, flavor);
    }

    @Override
    public IUpdater toDl4j() {
      return new org.nd4j.linalg.learning.config.Adam(learningRate, beta1, beta2, epsilon);
    }

    @Override
    public boolean isDl4js() {
      return flavor == Flavor.KERAS;
    }

    @Override
    public List<String> state() {
      return List.of("mean", "variance");
    }

    @Override
    public Rule rule(double rate, int step) {
      return AdamRules.of(flavor, rate, beta1, beta2, epsilon, step);
    }
  }

  /**
   * Adam with weight decay apart from the gradient, after Loshchilov and Hutter, "Decoupled Weight
   * Decay Regularization", 2017: Adam's step, and w -= rate * decay * w.
   *
   * @param adam the step, itself without decay
   * @param decay 0.004 in Keras, 0.01 in PyTorch, where both let all parameters decay
   */
  record AdamW(Adam adam, Decay decay) implements Optimizer {
    /** Checks the decay, else throws {@link TrainingException}. */
    public AdamW {
      checkPositive("weightDecay", decay.rate());
      if (adam.decay().rate() > 0) {
        throw Hyperparameter.usage("adam: found a weight decay of its own; leave it out");
      }
    }

    /**
     * Kernels decay; biases and batch normalization do not.
     *
     * @param adam the step
     * @param weightDecay above 0
     */
    public AdamW(Adam adam, double weightDecay) {
      this(adam, Decay.ofKernels(weightDecay));
    }

    @Override
    public double learningRate() {
      return adam.learningRate();
    }

    @Override
    public Flavor flavor() {
      return adam.flavor();
    }

    @Override
    public IUpdater toDl4j() {
      return adam.toDl4j();
    }

    @Override
    public boolean isDl4js() {
      return adam.isDl4js();
    }

    @Override
    public boolean decaysInGradient() {
      return false;
    }

    @Override
    public List<String> state() {
      return adam.state();
    }

    @Override
    public Rule rule(double rate, int step) {
      return adam.rule(rate, step);
    }
  }

  /**
   * Gradient descent.
   *
   * @param learningRate above 0
   * @return the optimizer
   */
  static Optimizer sgd(double learningRate) {
    return new Sgd(learningRate);
  }

  /**
   * Gradient descent with Nesterov's momentum in Keras' form.
   *
   * @param learningRate above 0
   * @param momentum from 0, below 1
   * @return the optimizer
   */
  static Optimizer nesterov(double learningRate, double momentum) {
    return new Nesterov(learningRate, momentum);
  }

  /**
   * Adam with Keras' defaults.
   *
   * @param learningRate above 0
   * @return the optimizer
   */
  static Optimizer adam(double learningRate) {
    return new Adam(learningRate);
  }

  /**
   * Adam with Keras' defaults and decoupled weight decay of kernels.
   *
   * @param learningRate above 0
   * @param weightDecay above 0
   * @return the optimizer
   */
  static Optimizer adamW(double learningRate, double weightDecay) {
    return new AdamW(new Adam(learningRate), weightDecay);
  }
}

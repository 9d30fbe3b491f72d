package dev.stagewright.training;

import dev.stagewright.errors.StagewrightException;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/**
 * How gradients change parameters; each with the formula and the defaults that Keras has. Classical
 * momentum is missing since Deeplearning4j has only Nesterov's.
 */
public sealed interface Optimizer {

  /** The momentum where none is given. */
  double MOMENTUM = 0.9;

  /** The weight decay where none is given: Keras'. */
  double WEIGHT_DECAY = 0.004;

  /**
   * The optimizers by name, with the values that each takes besides the learning rate: what a
   * command line offers.
   */
  enum Kind {
    /** {@link Sgd}. */
    SGD(Map.of()) {
      @Override
      public Optimizer make(double learningRate, Map<String, Double> values) {
        return sgd(learningRate);
      }
    },
    /** {@link Nesterov}. */
    NESTEROV(Map.of("momentum", MOMENTUM)) {
      @Override
      public Optimizer make(double learningRate, Map<String, Double> values) {
        return nesterov(learningRate, value("momentum", values));
      }
    },
    /** {@link Adam}. */
    ADAM(Map.of()) {
      @Override
      public Optimizer make(double learningRate, Map<String, Double> values) {
        return adam(learningRate);
      }
    },
    /** {@link AdamW}. */
    ADAMW(Map.of("weightDecay", WEIGHT_DECAY)) {
      @Override
      public Optimizer make(double learningRate, Map<String, Double> values) {
        return adamW(learningRate, value("weightDecay", values));
      }
    };

    private final Map<String, Double> defaults;

    Kind(Map<String, Double> defaults) {
      this.defaults = defaults;
    }

    /**
     * Whether the optimizer takes a value.
     *
     * @param name the value's name, for example {@code momentum}
     * @return false if it would have no effect
     */
    public boolean takes(String name) {
      return defaults.containsKey(name);
    }

    /**
     * Makes the optimizer.
     *
     * @param learningRate above 0
     * @param values by name; those that it {@linkplain #takes takes} and that are not there have
     *     their defaults
     * @return the optimizer
     * @throws TrainingException if a value is out of range
     */
    public abstract Optimizer make(double learningRate, Map<String, Double> values);

    double value(String name, Map<String, Double> values) {
      return values.getOrDefault(name, Objects.requireNonNull(defaults.get(name)));
    }
  }

  /**
   * The step size.
   *
   * @return above 0
   */
  double learningRate();

  /**
   * Deeplearning4j's updater with the same formula.
   *
   * @return a new configuration
   */
  IUpdater toDl4j();

  /**
   * The share of a kernel that is taken off it at every step, per unit of learning rate.
   *
   * @return 0 for none
   */
  default double weightDecay() {
    return 0;
  }

  /**
   * Makes a graph train with this optimizer. If it trains with one of the same kind already, of
   * whatever learning rate and other settings, the state (momentum, moments, number of steps)
   * stays, so that a schedule can be run by hand; another kind starts anew at step 0. Adam and
   * AdamW are two kinds.
   *
   * @param graph an initialized graph
   */
  default void applyTo(ComputationGraph graph) {
    GraphOptimizer.apply(this, graph);
  }

  /**
   * Gradient descent: w -= rate * g.
   *
   * @param learningRate above 0; 0.01 in Keras
   */
  record Sgd(double learningRate) implements Optimizer {
    /** Checks the rate, else throws {@link TrainingException}. */
    public Sgd {
      checkRate(learningRate);
    }

    @Override
    public IUpdater toDl4j() {
      return new org.nd4j.linalg.learning.config.Sgd(learningRate);
    }
  }

  /**
   * Gradient descent with Nesterov's momentum: v = momentum * v - rate * g, w += momentum * v -
   * rate * g.
   *
   * @param learningRate above 0; 0.01 in Keras
   * @param momentum from 0, below 1
   */
  record Nesterov(double learningRate, double momentum) implements Optimizer {
    /** Checks both values, else throws {@link TrainingException}. */
    public Nesterov {
      checkRate(learningRate);
      checkShare("momentum", momentum);
    }

    @Override
    public IUpdater toDl4j() {
      return new Nesterovs(learningRate, momentum);
    }
  }

  /**
   * Adam, after Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014, in the form with
   * epsilon outside of the bias correction, as Keras computes it.
   *
   * @param learningRate above 0; 0.001 in Keras
   * @param beta1 the decay of the mean, from 0, below 1
   * @param beta2 the decay of the uncentered variance, from 0, below 1
   * @param epsilon above 0; 1e-7 in Keras, where Deeplearning4j has 1e-8
   */
  record Adam(double learningRate, double beta1, double beta2, double epsilon)
      implements Optimizer {
    /** Checks all values, else throws {@link TrainingException}. */
    public Adam {
      checkRate(learningRate);
      checkShare("beta1", beta1);
      checkShare("beta2", beta2);
      checkPositive("epsilon", epsilon);
    }

    /**
     * Adam with Keras' other defaults.
     *
     * @param learningRate above 0
     */
    public Adam(double learningRate) {
      this(learningRate, 0.9, 0.999, 1e-7);
    }

    @Override
    public IUpdater toDl4j() {
      return new org.nd4j.linalg.learning.config.Adam(learningRate, beta1, beta2, epsilon);
    }
  }

  /**
   * Adam with weight decay apart from the gradient, after Loshchilov and Hutter, "Decoupled Weight
   * Decay Regularization", 2017: Adam's step, and w -= rate * decay * w. Kernels decay; biases and
   * batch normalization do not.
   *
   * @param adam the step
   * @param weightDecay above 0; 0.004 in Keras
   */
  record AdamW(Adam adam, double weightDecay) implements Optimizer {
    /** Checks the decay, else throws {@link TrainingException}. */
    public AdamW {
      checkPositive("weightDecay", weightDecay);
    }

    @Override
    public double learningRate() {
      return adam.learningRate();
    }

    @Override
    public IUpdater toDl4j() {
      return adam.toDl4j();
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
   * Gradient descent with Nesterov's momentum.
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
   * Adam with Keras' defaults and decoupled weight decay.
   *
   * @param learningRate above 0
   * @param weightDecay above 0
   * @return the optimizer
   */
  static Optimizer adamW(double learningRate, double weightDecay) {
    return new AdamW(new Adam(learningRate), weightDecay);
  }

  private static void checkRate(double rate) {
    checkPositive("learningRate", rate);
  }

  private static void checkPositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new TrainingException(
          StagewrightException.Kind.USAGE,
          name + ": found " + value + "; expected a number above 0");
    }
  }

  private static void checkShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new TrainingException(
          StagewrightException.Kind.USAGE,
          name + ": found " + value + "; expected a number of at least 0 and below 1");
    }
  }
}

package dev.stagewright.training;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The optimizers by name, with the values that each takes: what a command line offers. */
public enum OptimizerKind {
  /** {@link Optimizer.Sgd}. */
  SGD("momentum", "weightDecay", "flavor") {
    @Override
    public Optimizer make(double learningRate, Values values) {
      return new Optimizer.Sgd(learningRate, values.momentum(0), values.decay(0), values.flavor);
    }
  },
  /** {@link Optimizer.Nesterov}. */
  NESTEROV("momentum", "weightDecay", "flavor") {
    @Override
    public Optimizer make(double learningRate, Values values) {
      return new Optimizer.Nesterov(
          learningRate, values.momentum(MOMENTUM), values.decay(0), values.flavor);
    }
  },
  /** {@link Optimizer.Adam}. */
  ADAM("weightDecay", "flavor") {
    @Override
    public Optimizer make(double learningRate, Values values) {
      return Optimizer.Adam.of(learningRate, values.decay(0), values.flavor);
    }
  },
  /** {@link Optimizer.AdamW}. */
  ADAMW("weightDecay", "flavor") {
    @Override
    public Optimizer make(double learningRate, Values values) {
      double usual = values.flavor == Flavor.KERAS ? WEIGHT_DECAY : TORCH_WEIGHT_DECAY;
      return new Optimizer.AdamW(
          Optimizer.Adam.of(learningRate, Decay.NONE, values.flavor), values.decay(usual));
    }
  },
  /** {@link RmsProp}. */
  RMSPROP("momentum", "weightDecay", "flavor") {
    @Override
    public Optimizer make(double learningRate, Values values) {
      return RmsProp.of(learningRate, values.momentum(0), values.decay(0), values.flavor);
    }
  },
  /** {@link Lamb}. */
  LAMB("weightDecay") {
    @Override
    public Optimizer make(double learningRate, Values values) {
      return Lamb.of(learningRate, values.decay(TORCH_WEIGHT_DECAY));
    }
  },
  /** {@link Lion}. */
  LION("weightDecay") {
    @Override
    public Optimizer make(double learningRate, Values values) {
      return Lion.of(learningRate, values.decay(0));
    }
  };

  /** As in most recipes. */
  private static final double MOMENTUM = 0.9;

  /** Keras'. */
  private static final double WEIGHT_DECAY = 0.004;

  /** PyTorch's AdamW's and timm's LAMB's. */
  private static final double TORCH_WEIGHT_DECAY = 0.01;

  private final Set<String> taken;

  OptimizerKind(String... taken) {
    this.taken = Set.of(taken);
  }

  /**
   * What an optimizer may be told besides the learning rate.
   *
   * @param momentum null for the optimizer's own default
   * @param weightDecay null for the optimizer's own default
   * @param decayAll whether not only kernels decay
   * @param flavor whose form
   */
  public record Values(
      @Nullable Double momentum, @Nullable Double weightDecay, boolean decayAll, Flavor flavor) {

    /** All defaults, Keras' form. */
    public static final Values DEFAULT = new Values(null, null, false, Flavor.KERAS);

    private double momentum(double otherwise) {
      return momentum == null ? otherwise : momentum;
    }

    private Decay decay(double otherwise) {
      return Decay.of(weightDecay, otherwise, decayAll);
    }
  }

  /**
   * Whether the optimizer takes a value.
   *
   * @param name {@code momentum}, {@code weightDecay} or {@code flavor}
   * @return false if it would have no effect
   */
  public boolean takes(String name) {
    return taken.contains(name);
  }

  /**
   * Makes the optimizer.
   *
   * @param learningRate above 0
   * @param values those that it {@linkplain #takes takes} count
   * @return the optimizer
   * @throws TrainingException if a value is out of range
   */
  public abstract Optimizer make(double learningRate, Values values);
}

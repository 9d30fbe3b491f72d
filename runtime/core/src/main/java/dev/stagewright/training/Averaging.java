package dev.stagewright.training;

/**
 * An exponential moving average of the parameters, which validation and the trained model take
 * instead of the parameters themselves, as {@code timm.utils.ModelEmaV3}: the parameters of the
 * first step, and after every other step average = decay * average + (1 - decay) * parameters.
 * Batch normalization's running statistics are averaged, too, as timm averages buffers; none are
 * estimated anew.
 *
 * @param decay from 0, below 1; 0 for no average
 * @param warmup whether the decay of step t is at most 1 - t^(-2/3), so that early steps are
 *     forgotten soon
 */
public record Averaging(double decay, boolean warmup) {

  /** No average. */
  public static final Averaging NONE = new Averaging(0, false);

  /** Checks the decay, else throws {@link TrainingException}. */
  public Averaging {
    Hyperparameter.checkShare("averaging.decay", decay);
    if (warmup && decay == 0) {
      throw Hyperparameter.usage("averaging.warmup: found true without a decay; give one");
    }
  }

  /** Whether there is an average. */
  boolean isOn() {
    return decay > 0;
  }

  /** The decay of a step, counted from 1. */
  double decay(int step) {
    if (step == 1) {
      return 0;
    }
    return warmup ? Math.min(decay, 1 - Math.pow(step, -2.0 / 3)) : decay;
  }
}

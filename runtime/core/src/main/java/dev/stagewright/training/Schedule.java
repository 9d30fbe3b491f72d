package dev.stagewright.training;

import java.util.List;

/**
 * How the learning rate changes from step to step; the optimizer's state stays. Lengths are shares
 * of the run, so that a schedule fits runs of any length.
 */
public sealed interface Schedule {

  /**
   * The factor of the optimizer's learning rate.
   *
   * @param step how many steps the run has made, from 0
   * @param steps how many steps it makes in all, above {@code step}
   * @param epochs what came of its epochs so far
   * @return at least 0
   */
  double factor(int step, int steps, List<EpochReport> epochs);

  /**
   * Checks that a run has what the schedule goes by.
   *
   * @param validated whether there are images for validation
   * @throws TrainingException if not
   */
  default void check(boolean validated) {}

  /** The rate stays as it is. */
  record Constant() implements Schedule {
    @Override
    public double factor(int step, int steps, List<EpochReport> epochs) {
      return 1;
    }
  }

  /**
   * The rate falls by steps, as {@code torch.optim.lr_scheduler.StepLR}.
   *
   * @param every after which share of the run, above 0, to 1
   * @param by the factor, above 0, to 1
   */
  record Step(double every, double by) implements Schedule {
    /** Checks the values, else throws {@link TrainingException}. */
    public Step {
      checkUpToOne("every", every);
      checkUpToOne("by", by);
    }

    @Override
    public double factor(int step, int steps, List<EpochReport> epochs) {
      int length = (int) Math.max(1, Math.round(every * steps));
      int falls = step / length;
      return Math.pow(by, falls);
    }
  }

  /**
   * The rate falls as a power of the share that is left: {@code
   * torch.optim.lr_scheduler.PolynomialLR} where it ends at 0.
   *
   * @param power above 0; 1 is a straight line
   * @param to the factor at the end, from 0, below 1
   */
  record Polynomial(double power, double to) implements Schedule {
    /** Checks the values, else throws {@link TrainingException}. */
    public Polynomial {
      Hyperparameter.checkPositive("power", power);
      Hyperparameter.checkShare("to", to);
    }

    @Override
    public double factor(int step, int steps, List<EpochReport> epochs) {
      return to + (1 - to) * Math.pow(1 - (double) step / steps, power);
    }
  }

  /**
   * The rate falls by the same factor at every step, as {@code
   * torch.optim.lr_scheduler.ExponentialLR}.
   *
   * @param to the factor at the end, above 0, to 1
   */
  record Exponential(double to) implements Schedule {
    /** Checks the value, else throws {@link TrainingException}. */
    public Exponential {
      checkUpToOne("to", to);
    }

    @Override
    public double factor(int step, int steps, List<EpochReport> epochs) {
      return Math.pow(to, (double) step / steps);
    }
  }

  /**
   * The rate rises in a straight line, then falls as half a cosine, once or several times: timm's
   * {@code CosineLRScheduler} with {@code warmup_prefix}. After Loshchilov and Hutter, "SGDR:
   * Stochastic Gradient Descent with Warm Restarts", 2017.
   *
   * @param warmup which share of the run the rate rises, from 0, below 1
   * @param from the factor at the start of that, from 0, to 1
   * @param to the factor at the end, from 0, below 1
   * @param cycles how often the rate falls, at least 1
   * @param by what each further cycle's start is multiplied with, above 0, to 1
   */
  record Cosine(double warmup, double from, double to, int cycles, double by) implements Schedule {
    /** Checks the values, else throws {@link TrainingException}. */
    public Cosine {
      Hyperparameter.checkShare("warmup", warmup);
      if (!(from >= 0 && from <= 1)) {
        throw Hyperparameter.usage(
            "from: found " + from + "; expected a number of at least 0 and at most 1");
      }
      Hyperparameter.checkShare("to", to);
      Hyperparameter.checkAtLeast("cycles", 1, cycles);
      checkUpToOne("by", by);
    }

    @Override
    public double factor(int step, int steps, List<EpochReport> epochs) {
      int rising = (int) Math.round(warmup * steps);
      if (step < rising) {
        return from + (1 - from) * step / rising;
      }
      double length = (double) (steps - rising) / cycles;
      int cycle = Math.min(cycles - 1, (int) ((step - rising) / length));
      double share = (step - rising) / length - cycle;
      double top = Math.pow(by, cycle);
      return to + 0.5 * (top - to) * (1 + Math.cos(Math.PI * share));
    }
  }

  /**
   * The rate rises as half a cosine and falls as another far below its start: {@code
   * torch.optim.lr_scheduler.OneCycleLR} of two phases, without its cycle of the momentum. After
   * Smith and Topin, "Super-Convergence", 2018.
   *
   * @param rise the share of the run in which the rate rises, above 0, below 1; 0.3 in PyTorch
   * @param from the factor at the start, above 0, to 1; 1 / 25 in PyTorch
   * @param to the factor at the end, from 0, to 1; 1 / 250,000 in PyTorch
   */
  record OneCycle(double rise, double from, double to) implements Schedule {
    /** Checks the values, else throws {@link TrainingException}. */
    public OneCycle {
      Hyperparameter.checkPositive("rise", rise);
      Hyperparameter.checkShare("rise", rise);
      checkUpToOne("from", from);
      if (!(to >= 0 && to <= 1)) {
        throw Hyperparameter.usage(
            "to: found " + to + "; expected a number of at least 0 and at most 1");
      }
    }

    @Override
    public double factor(int step, int steps, List<EpochReport> epochs) {
      double top = Math.max(0, rise * steps - 1);
      if (step < top) {
        return between(from, 1, step / top);
      }
      return between(1, to, (step - top) / Math.max(1, steps - 1 - top));
    }

    private static double between(double start, double end, double share) {
      return end + (start - end) / 2 * (1 + Math.cos(Math.PI * share));
    }
  }

  /**
   * The rate falls when the validation loss does not fall any more: {@code
   * torch.optim.lr_scheduler.ReduceLROnPlateau}.
   *
   * @param by the factor, above 0, below 1; 0.1 in PyTorch
   * @param patience how many epochs without a better loss are let pass, at least 0; 10 in PyTorch
   * @param threshold by which share a loss has to be smaller to be better, from 0, below 1; 0.0001
   *     in PyTorch
   * @param cooldown how many epochs after a fall do not count, at least 0; 0 in PyTorch
   * @param to the smallest factor, from 0, below 1; 0 in PyTorch
   */
  record Plateau(double by, int patience, double threshold, int cooldown, double to)
      implements Schedule {
    /** Checks the values, else throws {@link TrainingException}. */
    public Plateau {
      Hyperparameter.checkPositive("by", by);
      Hyperparameter.checkShare("by", by);
      Hyperparameter.checkAtLeast("patience", 0, patience);
      Hyperparameter.checkShare("threshold", threshold);
      Hyperparameter.checkAtLeast("cooldown", 0, cooldown);
      Hyperparameter.checkShare("to", to);
    }

    @Override
    public void check(boolean validated) {
      if (!validated) {
        throw Hyperparameter.usage(
            "schedule: found plateau without images for validation, whose loss it goes by. Hold some out, or use another schedule");
      }
    }

    @Override
    public double factor(int step, int steps, List<EpochReport> epochs) {
      double factor = 1;
      double best = Double.POSITIVE_INFINITY;
      int worse = 0;
      int cooling = 0;
      for (EpochReport epoch : epochs) {
        ModelScore score = epoch.validation();
        double loss = score == null ? Double.NaN : score.loss();
        boolean better = loss < best * (1 - threshold);
        if (better) {
          best = loss;
        }
        worse = better ? 0 : worse + 1;
        if (cooling > 0) {
          cooling--;
          worse = 0;
        }
        if (worse > patience) {
          factor = Math.max(to, factor * by);
          cooling = cooldown;
          worse = 0;
        }
      }
      return factor;
    }
  }

  private static void checkUpToOne(String name, double value) {
    if (!(value > 0 && value <= 1)) {
      throw Hyperparameter.usage(
          name + ": found " + value + "; expected a number above 0 and at most 1");
    }
  }
}

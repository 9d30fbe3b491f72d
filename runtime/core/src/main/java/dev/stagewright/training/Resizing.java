package dev.stagewright.training;

import dev.stagewright.network.InputShape;
import java.util.List;

/**
 * Smaller pictures in a run's first epochs, which then take less time: progressive resizing. Only
 * networks whose head pools the whole map, however large, take other sizes than their own.
 *
 * @param phases by rising {@link Phase#until}; behind the last, pictures have the network's size
 */
public record Resizing(List<Phase> phases) {

  /** Pictures always have the network's size. */
  public static final Resizing NONE = new Resizing(List.of());

  /**
   * Some epochs.
   *
   * @param until which share of the run they last; an epoch belongs to the phase that it begins in.
   *     Above 0, to 1
   * @param scale the pictures' side as a share of the network's, above 0, below 1
   */
  public record Phase(double until, double scale) {
    /** Checks the values, else throws {@link TrainingException}. */
    public Phase {
      Hyperparameter.checkPositive("until", until);
      Hyperparameter.checkPositive("scale", scale);
      Hyperparameter.checkShare("scale", scale);
      if (until > 1) {
        throw Hyperparameter.usage("until: found " + until + "; expected at most 1");
      }
    }
  }

  /** Checks the order, else throws {@link TrainingException}. */
  public Resizing {
    phases = List.copyOf(phases);
    double before = 0;
    for (Phase phase : phases) {
      if (phase.until <= before) {
        throw Hyperparameter.usage(
            "phases: found one until %s behind one until %s; expected them to rise"
                .formatted(phase.until, before));
      }
      before = phase.until;
    }
  }

  private double scale(double progress) {
    return phases.stream()
        .filter(phase -> progress < phase.until)
        .mapToDouble(Phase::scale)
        .findFirst()
        .orElse(1);
  }

  /**
   * The size of pictures.
   *
   * @param whole the network's size
   * @param progress the share of the run that is over, from 0, below 1
   */
  InputShape shape(InputShape whole, double progress) {
    double scale = scale(progress);
    return new InputShape(
        side(whole.height(), scale), side(whole.width(), scale), whole.channels());
  }

  private static int side(int whole, double scale) {
    return (int) Math.max(1, Math.round(whole * scale));
  }

  /**
   * How much work is left.
   *
   * @param progress the share of the run that is over, from 0 to 1
   * @return as a share of a run with pictures of the network's size, going by areas
   */
  double workLeft(double progress) {
    double work = 0;
    double from = progress;
    for (Phase phase : phases) {
      double until = Math.max(from, phase.until);
      work += (until - from) * phase.scale * phase.scale;
      from = until;
    }
    return work + 1 - from;
  }
}

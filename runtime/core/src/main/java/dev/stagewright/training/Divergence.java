package dev.stagewright.training;

import dev.stagewright.data.Preprocessing;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** Whether the numbers of a run say that it goes nowhere, and what to do then. */
final class Divergence {

  /**
   * A loss of so many times the first one, or so many at all where that is below 1, is not on its
   * way down any more: it only grows on until the parameters overflow.
   */
  private static final double DIVERGED = 1e6;

  private final TrainingState state;
  private final Preprocessing preprocessing;

  Divergence(TrainingState state, Preprocessing preprocessing) {
    this.state = state;
    this.preprocessing = preprocessing;
  }

  /** Throws if a step must not be made; what is found of the reason goes into the message. */
  void checkStep(double loss, OptionalDouble gradientNorm, Supplier<Optional<String>> reason) {
    int number = state.progress().batches() + 1;
    String when = String.format(Locale.ROOT, "epoch %d, batch %d", state.epoch(), number);
    double norm = gradientNorm.orElse(Double.NaN);
    try {
      checkLoss("loss", loss, when);
      if (gradientNorm.isPresent() && !Double.isFinite(norm)) {
        throw diverged("The norm of the gradient became %s in %s".formatted(norm, when));
      }
    } catch (TrainingException e) {
      String where = reason.get().map(found -> ". " + found).orElse("");
      throw new DivergenceException(e.getMessage() + where, loss, norm);
    }
  }

  /** A larger loss is not on its way down any more. */
  double mostLoss() {
    double first = state.firstLoss();
    return Double.isNaN(first) ? Double.MAX_VALUE : DIVERGED * Math.max(1, Math.abs(first));
  }

  /** Throws if a loss says that training goes nowhere. */
  void checkLoss(String what, double loss, String when) {
    if (!Double.isFinite(loss)) {
      throw diverged("The %s became %s in %s".formatted(what, loss, when));
    }
    if (Math.abs(loss) > mostLoss()) {
      throw diverged(
          "The %s rose to %s in %s, from %s in the first batch"
              .formatted(what, loss, when, state.firstLoss()));
    }
  }

  /** What to throw for an event, with what to do. */
  TrainingException diverged(String event) {
    return new TrainingException(
        "%s, with %s. Lower the learning rate, for example to %s, or check the images' preprocessing (%s)"
            .formatted(
                event,
                OptimizerText.describe(state.plan().optimizer()),
                (float) (state.plan().optimizer().learningRate() / 10),
                preprocessing));
  }
}

package dev.stagewright.training;

import dev.stagewright.update.FlatUpdate.Measured;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What all replicas together know of a step before it is made. Each computes it from the same
 * numbers in the same order, so that all make the step or none does.
 *
 * @param images of the step
 * @param replicas that had some of them
 * @param loss mean over the images, with penalties
 * @param measured of the whole gradient
 * @param correct how many images were told right; empty if unknown
 * @param fault the first one
 */
record StepOutcome(
    int images,
    int replicas,
    double loss,
    Measured measured,
    OptionalInt correct,
    Optional<String> fault) {

  /** Adds parts up in the order of the replicas. */
  static StepOutcome of(List<PartOfStep> parts) {
    Measured measured = Measured.NONE;
    double loss = 0;
    for (PartOfStep part : parts) {
      loss += part.loss();
      measured = measured.plus(part.measured());
    }
    int images = parts.stream().mapToInt(PartOfStep::images).sum();
    boolean known = parts.stream().allMatch(part -> part.correct() >= 0);
    int correct = parts.stream().mapToInt(PartOfStep::correct).sum();
    return new StepOutcome(
        images,
        (int) parts.stream().filter(part -> part.images() > 0).count(),
        loss / images + measured.penalty(),
        measured,
        known ? OptionalInt.of(correct) : OptionalInt.empty(),
        parts.stream().map(PartOfStep::fault).filter(Objects::nonNull).findFirst());
  }

  /** Whether the step is to be made. */
  boolean isGood(StepOrder order) {
    return fault.isEmpty()
        && Double.isFinite(measured.norm())
        && Math.abs(loss) <= order.mostLoss(); // false for NaN
  }
}

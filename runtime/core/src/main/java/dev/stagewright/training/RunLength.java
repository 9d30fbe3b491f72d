package dev.stagewright.training;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a run is where its epochs do not say so. A run with a time measures its first steps, and
 * how many it makes is fixed before the first that counts; it becomes fewer if the machine is
 * slower than that. What was fixed belongs to the plan from then on, so that a run that goes on, or
 * is made again, makes the same steps whatever the clock says.
 *
 * @param time of training and validation; zero if nobody looks at the clock
 * @param steps how many the run makes, the last epoch being as long as is left; 0 for all of its
 *     epochs, and until they are fixed
 * @param shortenings each of which left fewer, in their order
 */
public record RunLength(Duration time, int steps, List<Shortening> shortenings) {

  /** As many steps as the epochs have. */
  public static final RunLength OF_EPOCHS = new RunLength(Duration.ZERO, 0, List.of());

  /**
   * A run became shorter.
   *
   * @param behind how many steps it had made
   * @param steps how many it makes in all from then on
   */
  public record Shortening(int behind, int steps) {}

  /** Checks the values, else throws {@link TrainingException}. */
  public RunLength {
    shortenings = List.copyOf(shortenings);
    if (time.isNegative()) {
      throw Hyperparameter.usage("time: found " + time + "; expected none or more than 0 seconds");
    }
    Hyperparameter.checkAtLeast("steps", 0, steps);
    int before = steps;
    int behind = 0;
    for (Shortening each : shortenings) {
      if (each.behind < behind || each.steps < Math.max(1, each.behind) || each.steps >= before) {
        throw Hyperparameter.usage(
            "shortenings: found %s; expected rising numbers of steps behind which falling ones are left, below %s"
                .formatted(shortenings, steps));
      }
      before = each.steps;
      behind = each.behind;
    }
  }

  /**
   * A run of some time.
   *
   * @param time of training and validation, above 0
   * @return not fixed yet
   */
  public static RunLength of(Duration time) {
    if (time.isZero()) {
      throw Hyperparameter.usage("time: found 0; expected more than 0 seconds");
    }
    return new RunLength(time, 0, List.of());
  }

  /**
   * The same steps, whatever the clock says.
   *
   * @return without a time
   */
  public RunLength withoutClock() {
    return new RunLength(Duration.ZERO, steps, shortenings);
  }

  /** Whether the clock counts. */
  boolean isTimed() {
    return !time.isZero();
  }

  /** Whether the number of steps is known, so that the epochs follow from it. */
  boolean isFixed() {
    return steps > 0;
  }

  /**
   * How many steps the run makes as far as it is known behind some of them.
   *
   * @param made how many are made
   * @return in all; 0 if it is not known yet
   */
  public int stepsAt(int made) {
    int found = steps;
    for (Shortening each : shortenings) {
      if (each.behind <= made) {
        found = each.steps;
      }
    }
    return found;
  }

  /** Whether it is known already that the run becomes shorter later. */
  boolean isShortenedBehind(int made) {
    return shortenings.stream().anyMatch(each -> each.behind > made);
  }

  RunLength fixed(int all) {
    return new RunLength(time, all, List.of());
  }

  RunLength shortened(int made, int all) {
    List<Shortening> more = new ArrayList<>(shortenings);
    more.add(new Shortening(made, all));
    return new RunLength(time, steps, more);
  }
}

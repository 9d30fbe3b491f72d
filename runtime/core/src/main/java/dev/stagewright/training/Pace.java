package dev.stagewright.training;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * Keeps a run within its time. Trials before the first step tell how many steps fit; while they are
 * made the clock is looked at before each. A step is taken to be as fast as in the trials, so that
 * a machine that is busy for a while costs the steps of that while only. Where the run would then
 * end later than it may, it becomes as short as it has to be to end in time.
 */
final class Pace {

  /** A run that is expected to take more than this much of its time becomes shorter. */
  private static final double TOLERANCE = 1.02;

  /** A run ends where its next step would probably end behind this much of its time. */
  private static final double LIMIT = 1.08;

  /** The share of the time for steps that warm up, and for those that are measured. */
  private static final double TRIAL = 0.02;

  /** The share of the time behind which not one trial more is begun. */
  private static final double MOST_TRIAL = 0.05;

  private static final int WARM_UP_STEPS = 2;
  private static final int MEASURED_STEPS = 3;

  private final TrainingState state;
  private final int stepsOfEpoch;
  private final boolean validated;
  private final LongSupplier nanos;
  private final List<SessionListener> listeners;
  private final long start;
  private final double before;
  private double stepBefore;
  private double lastStep;
  private double lastLook;
  private int lookedBehind = -1;

  /**
   * Begins to look at the clock.
   *
   * @param stepsOfEpoch how many steps an epoch has
   * @param validated whether a validation follows each epoch
   * @param nanos the clock
   */
  Pace(
      TrainingState state,
      int stepsOfEpoch,
      boolean validated,
      LongSupplier nanos,
      List<SessionListener> listeners) {
    this.state = state;
    this.stepsOfEpoch = stepsOfEpoch;
    this.validated = validated;
    this.nanos = nanos;
    this.listeners = listeners;
    this.start = nanos.getAsLong();
    this.before = state.timeSpent().seconds();
  }

  private RunLength length() {
    return state.plan().length();
  }

  /** How many steps the run makes as far as it is known behind so many. */
  int stepsAt(int made) {
    RunLength length = length();
    return length.isFixed() ? length.stepsAt(made) : state.plan().epochs() * stepsOfEpoch;
  }

  /** Whether the last step is made. */
  boolean isAtEnd() {
    return state.steps() >= stepsAt(state.steps());
  }

  private double seconds() {
    return before + (nanos.getAsLong() - start) / 1e9;
  }

  private double allowed() {
    return length().time().toNanos() / 1e9;
  }

  /** Whether steps have to be tried before the first one. */
  boolean wantsTrials() {
    return length().isTimed() && !length().isFixed();
  }

  /** What of a run can be tried before it begins. */
  interface Trials {
    /** Makes a step. */
    void step();

    /** Validates some images; returns how many times as many there are, 0 without validation. */
    double validate();

    /** Does what precedes each validation and the end of a run. */
    void prepare();
  }

  /** Finds how many steps fit into the time. */
  void fix(Trials trials) {
    times(WARM_UP_STEPS, trials);
    double step = undisturbed(times(MEASURED_STEPS, trials));
    trials.prepare();
    double prepared = took(trials::prepare);
    double validation = 0;
    if (validated) {
      trials.validate();
      double[] times = new double[1];
      double one = took(() -> times[0] = trials.validate());
      validation = prepared + times[0] * one;
    }
    state.timeSpent(new TimeSpent(seconds(), step, validation, prepared));
    int steps = fitting(0, allowed() - seconds());
    change(length().fixed(Math.max(1, steps)));
  }

  private double[] times(int least, Trials trials) {
    DoubleStream.Builder times = DoubleStream.builder();
    double sum = 0;
    for (int i = 0; i == 0 || sum < TRIAL * allowed() || isFew(i, least, sum); i++) {
      double one = took(trials::step);
      times.add(one);
      sum += one;
    }
    return times.build().toArray();
  }

  /** A few steps more are made unless they are so long that the time would not bear them. */
  private boolean isFew(int steps, int least, double sum) {
    return steps < least && sum < MOST_TRIAL * allowed();
  }

  private double took(Runnable work) {
    double begun = seconds();
    work.run();
    return seconds() - begun;
  }

  /** The lower quartile: what else the machine does makes steps longer, never shorter. */
  private static double undisturbed(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 4];
  }

  /** How many steps in all can be made if so many seconds are left behind some. */
  private int fitting(int made, double left) {
    int least = made;
    int most = Integer.MAX_VALUE / 2;
    while (least < most) {
      int middle = (least + most + 1) / 2;
      if (cost(made, middle) <= left) {
        least = middle;
      } else {
        most = middle - 1;
      }
    }
    return least;
  }

  /** Seconds from some steps on to the end of a run of so many. */
  private double cost(int made, int all) {
    TimeSpent spent = state.timeSpent();
    int validations = validated ? epochs(all) - state.history().size() : 0;
    double work = all * state.plan().resizing().workLeft((double) made / all);
    return work * spent.step() + validations * spent.validation() + spent.end();
  }

  private int epochs(int steps) {
    return (steps - 1) / stepsOfEpoch + 1;
  }

  /** Does a validation, with what precedes it. */
  <T> T validating(Supplier<T> work) {
    double begun = seconds();
    T found = work.get();
    double now = seconds();
    TimeSpent spent = state.timeSpent();
    state.timeSpent(new TimeSpent(now, spent.step(), now - begun, spent.end()));
    lastLook = 0; // what lies between is no step
    return found;
  }

  /** Looks at the clock before a step; the run may become shorter, or be at its end. */
  void look() {
    RunLength length = length();
    if (!length.isFixed()) {
      return;
    }
    if (length.isTimed()) {
      double now = seconds();
      if (lookedBehind != state.steps()) {
        stepBefore = lastStep;
        lastStep = lastLook == 0 ? state.timeSpent().step() : now - lastLook;
        lookedBehind = state.steps();
      }
      lastLook = now;
      TimeSpent spent = state.timeSpent();
      state.timeSpent(new TimeSpent(now, spent.step(), spent.validation(), spent.end()));
      if (!length.isShortenedBehind(state.steps())) {
        shorten(now);
      }
    }
    follow();
  }

  private void shorten(double now) {
    int made = state.steps();
    int all = stepsAt(made);
    if (made >= all) {
      return;
    }
    // Two slow steps in a row: the next one may be so, too.
    double slower = Math.max(0, Math.min(stepBefore, lastStep) - state.timeSpent().step());
    int fewer = all;
    if (now + slower + cost(made, made + 1) > LIMIT * allowed()) {
      fewer = Math.max(1, made);
    } else if (now + cost(made, all) > TOLERANCE * allowed()) {
      fewer = Math.max(made + 1, fitting(made, allowed() - now));
    }
    if (fewer < all) {
      change(length().shortened(made, fewer));
    }
  }

  private void change(RunLength length) {
    state.plan(state.plan().toBuilder().length(length).build());
    follow();
    double now = seconds();
    listeners.forEach(listener -> listener.lengthChanged(state.plan(), now));
  }

  /** Has the plan's epochs follow from the steps that are known now. */
  private void follow() {
    int epochs = epochs(stepsAt(state.steps()));
    if (epochs != state.plan().epochs()) {
      state.plan(state.plan().toBuilder().epochs(epochs).build());
    }
  }
}

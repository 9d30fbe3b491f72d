package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ImageSplit;
import dev.stagewright.data.Loading;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.network.UnbiasedVariance;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.TaskCoding;
import dev.stagewright.weights.UnusableValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/** Goes through the epochs of one run. */
final class EpochLoop {

  /**
   * A loss of so many times the first one, or so many at all where that is below 1, is not on its
   * way down any more: it only grows on until the parameters overflow.
   */
  private static final double DIVERGED = 1e6;

  /** How many batches are validated to tell how long all of them take. */
  private static final int TRIED_BATCHES = 8;

  private final TrainingState state;
  private final ComputationGraph graph;
  private final ImageInput input;
  private final TaskCoding coding;
  private final TrainingPlan plan;
  private final List<SessionListener> listeners;
  private final FitAccuracy accuracy;
  private final Loading loading;
  private final TrainingStep step;
  private final LongSupplier clock;

  EpochLoop(
      TrainingState state,
      ImageInput input,
      TaskSetup setup,
      Loading loading,
      LongSupplier clock,
      List<SessionListener> listeners) {
    this.loading = loading;
    this.clock = clock;
    this.state = state;
    this.graph = state.graph();
    this.input = input;
    this.coding = setup.coding();
    this.plan = state.plan();
    this.listeners = List.copyOf(listeners);
    this.accuracy = new FitAccuracy(graph, setup.head());
    this.step = new TrainingStep(state, accuracy, this::checkStep);
  }

  /** Carries out what is left of the plan. */
  Ending run(ImageSource images, @Nullable ImageSource validation) {
    plan.schedule().check(validation != null);
    plan.selection().check(validation != null, coding.task());
    if (!plan.resizing().equals(Resizing.NONE)) {
      accuracy.requireAnySize();
    }
    state.enter();
    Collection<TrainingListener> own = List.copyOf(graph.getListeners());
    graph.addListeners(accuracy);
    if (plan.kerasRunningVariance()) {
      UnbiasedVariance.listenTo(graph);
    }
    TrainingAdvice advice = new TrainingAdvice(state, coding.task(), images, validation);
    Pace pace = new Pace(state, steps(images.size()), validation != null, clock, listeners);
    try (SizedBatches batches =
        new SizedBatches(input, plan.resizing(), size -> batches(images, size))) {
      if (pace.wantsTrials()) {
        fix(pace, batches.whole(), validation);
      }
      advise(advice.atStart());
      while (goesOn(pace)) {
        epoch(pace, batches, images, validation, advice);
      }
      state.leave(batches.whole());
      if (state.isDone()) {
        state.restoreBest();
      }
      UnusableValues.in(graph)
          .ifPresent(
              fault -> {
                throw diverged("The last step left unusable values: " + fault);
              });
      advise(advice.atEnd());
      return state.isDone() ? Ending.FINISHED : Ending.STOPPED;
    } finally {
      graph.setListeners(own);
    }
  }

  private void advise(List<String> all) {
    all.forEach(advice -> listeners.forEach(listener -> listener.advised(advice)));
  }

  private boolean goesOn(Pace pace) {
    pace.look();
    return !state.isDone() && !state.isStopped();
  }

  /** Tries steps and validations, and says how many steps fit into the plan's time. */
  private void fix(Pace pace, ImageBatches batches, @Nullable ImageSource validation) {
    try (TrialSteps steps = new TrialSteps(state, step, batches)) {
      pace.fix(
          new Pace.Trials() {
            @Override
            public void step() {
              steps.make();
            }

            @Override
            public double validate() {
              return validation == null ? 0 : tryValidation(validation);
            }

            @Override
            public void prepare() {
              state.predicting(batches, () -> true);
            }
          });
    }
  }

  /** Validates some of the images; returns how many times as many there are. */
  private double tryValidation(ImageSource validation) {
    ImageSource some = ImageSplit.sample(validation, TRIED_BATCHES * plan.batchSize());
    ModelScore.of(graph, input, coding, some, plan.batchSize(), (outputs, targets) -> {});
    return (double) validation.size() / some.size();
  }

  private void epoch(
      Pace pace,
      SizedBatches batches,
      ImageSource images,
      @Nullable ImageSource validation,
      TrainingAdvice advice) {
    long start = System.nanoTime();
    // What graph.fit(iterator) does around an epoch; it would hide an unreadable image's fault.
    graph.getListeners().forEach(listener -> listener.onEpochStart(graph));
    Speed speed = new Speed(pace, start, state.progress().images());
    steps(pace, batches.at(progress(pace, images.size())), images, speed);
    if (state.progress().images() < images.size() && !pace.isAtEnd()) {
      return; // stopped
    }
    double imagesPerSecond = speed.imagesPerSecond();
    graph.getListeners().forEach(listener -> listener.onEpochEnd(graph));
    graph.incrementEpochCount();

    ModelScore score =
        validation == null
            ? null
            : pace.validating(
                () -> state.predicting(batches.whole(), () -> validate(validation, advice)));
    if (score != null) {
      checkLoss("validation loss", score.loss(), "epoch " + state.epoch());
    }
    long end = System.nanoTime();
    EpochReport report =
        new EpochReport(
            state.epoch(),
            state.plan().epochs(),
            state.steps(),
            state.learningRate(state.steps() - 1, pace.stepsAt(state.steps() - 1)),
            state.progress().loss(),
            state.progress().accuracy(),
            score,
            imagesPerSecond,
            Duration.ofNanos(end - start));
    state.epochDone(report);
    listeners.forEach(listener -> listener.epoch(report));
  }

  private ModelScore validate(ImageSource validation, TrainingAdvice advice) {
    advice.validationBegins();
    Selection selection = plan.selection();
    List<double[]> values = new ArrayList<>();
    ModelScore score =
        ModelScore.of(
            graph,
            input,
            coding,
            validation,
            plan.batchSize(),
            (outputs, targets) -> {
              advice.look(outputs);
              if (selection.needsOutputs()) {
                Arrays.stream(outputs.toFloatMatrix()).map(coding::values).forEach(values::add);
              }
            });
    if (selection.needsOutputs()) {
      List<double[]> truths = OutputPass.truths(validation, coding.task());
      var collected = new OutputPass.Collected(score.loss(), values, truths);
      score = score.with(selection.metric(), coding, collected);
    }
    state.keepIfBest(score);
    return score;
  }

  /** What all epochs read from; only these pictures are changed at random. */
  private ImageBatches batches(ImageSource images, ImageInput size) {
    ImageBatches batches =
        plan.shuffle()
            ? ImageBatches.shuffled(images, size, coding, plan.batchSize(), plan.seed())
            : ImageBatches.inOrder(images, size, coding, plan.batchSize());
    if (!(plan.sampling() instanceof ClassWeights.None)) {
      batches.drawn(ClassSampling.weights(plan.sampling(), images, coding.task()));
    }
    return batches.augmented(plan.augmentation(), plan.seed()).loading(loading);
  }

  /** The share of the run that was over when the epoch that is going on began. */
  private double progress(Pace pace, int images) {
    int begun = (state.epoch() - 1) * steps(images);
    return (double) begun / pace.stepsAt(begun);
  }

  private void steps(Pace pace, ImageBatches batches, ImageSource images, Speed speed) {
    batches.startEpoch(graph.getEpochCount(), state.progress().images());
    try (ReadAhead<DataSet> ahead = batches.readAhead()) {
      while (ahead.hasNext() && !state.isStopped()) {
        pace.look();
        if (pace.isAtEnd()) {
          return;
        }
        double rate = state.learningRate(state.steps(), pace.stepsAt(state.steps()));
        TrainingStep.Made made = step.make(ahead, rate);
        if (Double.isNaN(state.firstLoss())) {
          state.firstLoss(made.loss());
        }
        state.stepped(made.loss(), made.correct(), made.images());
        BatchReport report = speed.report(images.size());
        listeners.forEach(listener -> listener.batch(report));
      }
    }
  }

  /** How many steps an epoch has. */
  private int steps(int images) {
    int batches = (images - 1) / plan.batchSize() + 1;
    return (batches - 1) / plan.gradients().accumulate() + 1;
  }

  private void checkStep(double loss, OptionalDouble gradientNorm, DataSet batch) {
    int number = state.progress().batches() + 1;
    String when = String.format(Locale.ROOT, "epoch %d, batch %d", state.epoch(), number);
    double norm = gradientNorm.orElse(Double.NaN);
    try {
      checkLoss("loss", loss, when);
      if (gradientNorm.isPresent() && !Double.isFinite(norm)) {
        throw diverged("The norm of the gradient became %s in %s".formatted(norm, when));
      }
    } catch (TrainingException e) {
      // The step was not made, so that the parameters are still those that the batch met.
      String where = NonFinite.in(graph, batch).map(found -> ". " + found).orElse("");
      throw new DivergenceException(e.getMessage() + where, loss, norm);
    }
  }

  private void checkLoss(String what, double loss, String when) {
    if (!Double.isFinite(loss)) {
      throw diverged("The %s became %s in %s".formatted(what, loss, when));
    }
    if (Math.abs(loss) > DIVERGED * Math.max(1, Math.abs(state.firstLoss()))) {
      throw diverged(
          "The %s rose to %s in %s, from %s in the first batch"
              .formatted(what, loss, when, state.firstLoss()));
    }
  }

  private TrainingException diverged(String event) {
    return new TrainingException(
        "%s, with %s. Lower the learning rate, for example to %s, or check the images' preprocessing (%s)"
            .formatted(
                event,
                OptimizerText.describe(plan.optimizer()),
                (float) (plan.optimizer().learningRate() / 10),
                input.preprocessing()));
  }

  /** How fast an epoch goes, counted from where this run entered it. */
  private final class Speed {
    private final Pace pace;
    private final long start;
    private final int before;

    Speed(Pace pace, long start, int before) {
      this.pace = pace;
      this.start = start;
      this.before = before;
    }

    double imagesPerSecond() {
      int images = state.progress().images() - before;
      return images * 1e9 / Math.max(1, System.nanoTime() - start);
    }

    BatchReport report(int imagesOfEpoch) {
      EpochProgress progress = state.progress();
      int epochs = state.plan().epochs();
      int epochsLeft = epochs - state.epoch();
      double speed = imagesPerSecond();
      double stepsLeft = pace.stepsAt(state.steps()) - state.steps();
      double imagesLeft = stepsLeft * imagesOfEpoch / steps(imagesOfEpoch);
      double secondsLeft = imagesLeft / speed + (epochsLeft + 1) * state.timeSpent().validation();
      return new BatchReport(
          state.epoch(),
          epochs,
          progress.batches(),
          steps(imagesOfEpoch),
          progress.images(),
          imagesOfEpoch,
          progress.lastLoss(),
          progress.loss(),
          progress.accuracy(),
          speed,
          Duration.ofMillis((long) (1000 * secondsLeft)));
    }
  }
}

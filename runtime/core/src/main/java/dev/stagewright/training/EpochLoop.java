package dev.stagewright.training;

import dev.stagewright.data.DataException;
import dev.stagewright.data.FrozenBody;
import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ImageSplit;
import dev.stagewright.data.Loading;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.model.TaskHead;
import dev.stagewright.network.UnbiasedVariance;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.TaskCoding;
import dev.stagewright.weights.UnusableValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/** Goes through the epochs of one run, whose steps are made here unless a subclass knows better. */
class EpochLoop {

  /** How many batches are validated to tell how long all of them take. */
  private static final int TRIED_BATCHES = 8;

  private final TrainingState state;
  private final ComputationGraph graph;
  private final ImageInput input;
  private final TaskCoding coding;
  private final TrainingPlan plan;
  private final List<SessionListener> listeners;
  private final TaskHead head;
  private final Loading loading;
  private final LongSupplier clock;
  private final Divergence divergence;

  /** The graph's listeners when the run begins. */
  private Collection<TrainingListener> own = List.of();

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
    this.divergence = new Divergence(state, input.preprocessing());
    this.head = setup.head();
  }

  /** Steps of what trains now. */
  private TrainingStep newStep() {
    ComputationGraph trained = state.part().graph();
    FitAccuracy accuracy = new FitAccuracy(trained, head);
    trained.setListeners(own);
    if (plan.kerasRunningVariance()) {
      UnbiasedVariance.listenTo(trained);
    }
    trained.addListeners(accuracy);
    // The step is not made, so that the parameters are still those that the batch met.
    return new TrainingStep(
        state,
        accuracy,
        (loss, norm, batch) ->
            divergence.checkStep(loss, norm, () -> NonFinite.in(trained, batch)));
  }

  /** Carries out what is left of the plan. */
  Ending run(ImageSource images, @Nullable ImageSource validation) {
    plan.schedule().check(validation != null);
    plan.selection().check(validation != null, coding.task());
    if (!plan.resizing().equals(Resizing.NONE)) {
      new FitAccuracy(graph, head).requireAnySize();
    }
    own = List.copyOf(graph.getListeners());
    enter();
    TrainingAdvice advice = new TrainingAdvice(state, coding.task(), images, validation);
    Pace pace = new Pace(state, steps(images.size()), validation != null, clock, listeners);
    try (SizedBatches batches =
            new SizedBatches(input, plan.resizing(), size -> batches(images, size));
        Validation judged = validation == null ? null : new Validation(validation)) {
      if (plan.kerasRunningVariance()) {
        UnbiasedVariance.listenTo(graph);
      }
      state.estimateFrozen(batches.whole());
      TrainingStep step = newStep();
      read(batches, judged);
      if (pace.wantsTrials()) {
        fix(pace, step, batches.whole(), validation);
      }
      advise(advice.atStart());
      advise(advice.onFeatures(featureBytes(batches.whole(), judged), loading.cacheBytes()));
      while (goesOn(pace)) {
        if (state.thaw()) {
          step = newStep();
          read(batches, judged);
        }
        epoch(pace, step, batches, images, judged, advice);
      }
      leave(batches.whole());
      if (state.isDone()) {
        state.restoreBest();
      }
      UnusableValues.in(graph)
          .ifPresent(
              fault -> {
                throw divergence.diverged("The last step left unusable values: " + fault);
              });
      advise(advice.atEnd());
      return state.isDone() ? Ending.FINISHED : Ending.STOPPED;
    } finally {
      state.part().close();
      graph.setListeners(own);
    }
  }

  final Divergence divergence() {
    return divergence;
  }

  final TrainingState state() {
    return state;
  }

  final TrainingPlan plan() {
    return plan;
  }

  /** Called before listeners hear of the run. */
  void prepare() {}

  /** Gets ready to train. */
  void enter() {
    state.enter();
  }

  /** Leaves a graph that predicts. */
  void leave(ImageBatches batches) {
    state.leave(batches);
  }

  private void advise(List<String> all) {
    all.forEach(advice -> listeners.forEach(listener -> listener.advised(advice)));
  }

  /** Has the batches hold what the layers read that train now. */
  private void read(SizedBatches batches, @Nullable Validation judged) {
    FrozenBody body = state.part().body();
    batches.through(body);
    if (judged != null) {
      long left = loading.cacheBytes() - batches.whole().featureBytes();
      boolean keeps = body != null && left > 0 && !plan.augmentation().draws();
      judged.batches.loading(Loading.DEFAULT.withCache(keeps ? left : 0)).through(body);
    }
  }

  private boolean goesOn(Pace pace) {
    pace.look();
    return !state.isDone() && !state.isStopped();
  }

  /** Tries steps and validations, and says how many steps fit into the plan's time. */
  private void fix(
      Pace pace, TrainingStep step, ImageBatches batches, @Nullable ImageSource validation) {
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
    try (ImageBatches tried = ImageBatches.inOrder(some, input, coding, plan.batchSize())) {
      ModelScore.of(new OutputPass(graph, input, coding), tried, (outputs, targets) -> {});
    }
    return (double) validation.size() / some.size();
  }

  /** What all features take that do not change; 0 if those of training do. */
  private static long featureBytes(ImageBatches batches, @Nullable Validation judged) {
    long bytes = batches.featureBytes();
    return bytes == 0 || judged == null ? bytes : bytes + judged.batches.featureBytes();
  }

  private void epoch(
      Pace pace,
      TrainingStep step,
      SizedBatches batches,
      ImageSource images,
      @Nullable Validation validation,
      TrainingAdvice advice) {
    long start = System.nanoTime();
    // What graph.fit(iterator) does around an epoch; it would hide an unreadable image's fault.
    graph.getListeners().forEach(listener -> listener.onEpochStart(graph));
    EpochSpeed speed = new EpochSpeed(state, pace, steps(images.size()));
    steps(pace, step, batches.at(progress(pace, images.size())), images, speed);
    if (state.progress().images() < images.size() && !pace.isAtEnd()) {
      return; // stopped
    }
    double imagesPerSecond = speed.imagesPerSecond();
    graph.getListeners().forEach(listener -> listener.onEpochEnd(graph));
    graph.incrementEpochCount();

    ModelScore score =
        validation == null
            ? null
            : pace.validating(() -> score(batches.whole(), validation, advice));
    if (score != null) {
      divergence.checkLoss("validation loss", score.loss(), "epoch " + state.epoch());
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

  /** Validates, and keeps the parameters if they are the best so far. */
  ModelScore score(ImageBatches batches, Validation validation, TrainingAdvice advice) {
    return state.predicting(batches, () -> validate(validation, advice));
  }

  private ModelScore validate(Validation validation, TrainingAdvice advice) {
    PredictedClasses predicted = advice.validationBegins();
    Selection selection = plan.selection();
    List<double[]> values = new ArrayList<>();
    ModelScore score =
        ModelScore.of(
            new OutputPass(state.part().graph(), input, coding),
            validation.batches,
            (outputs, targets) -> {
              predicted.look(outputs);
              if (selection.needsOutputs()) {
                Arrays.stream(outputs.toFloatMatrix()).map(coding::values).forEach(values::add);
              }
            });
    if (selection.needsOutputs()) {
      List<double[]> truths = OutputPass.truths(validation.images, coding.task());
      var collected = new OutputPass.Collected(score.loss(), values, truths);
      score = score.with(selection.metric(), coding, collected);
    }
    state.keepIfBest(score);
    return score;
  }

  /** What all epochs read from; only these pictures are changed at random. */
  private ImageBatches batches(ImageSource images, ImageInput size) {
    return batches(plan, images, size, coding, loading).skipping(state.skipped());
  }

  /** The training batches of a plan; only these pictures are changed at random. */
  static ImageBatches batches(
      TrainingPlan plan, ImageSource images, ImageInput size, TaskCoding coding, Loading loading) {
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

  /** The steps that are left of the epoch. */
  EpochSteps steps(TrainingStep step, ImageBatches batches, ImageSource images) {
    batches.startEpoch(graph.getEpochCount(), state.progress().images());
    ReadAhead<DataSet> ahead = batches.readAhead();
    return new EpochSteps() {
      @Override
      public boolean hasNext() {
        return ahead.hasNext();
      }

      @Override
      public TrainingStep.Made next(double rate) {
        return step.make(ahead, rate);
      }

      @Override
      public int place() {
        return batches.delivered();
      }

      @Override
      public void close() {
        ahead.close();
      }
    };
  }

  private void steps(
      Pace pace, TrainingStep step, ImageBatches batches, ImageSource images, EpochSpeed speed) {
    try (EpochSteps steps = steps(step, batches, images)) {
      while (!state.isStopped() && steps.hasNext()) {
        pace.look();
        if (pace.isAtEnd()) {
          return;
        }
        double rate = state.learningRate(state.steps(), pace.stepsAt(state.steps()));
        TrainingStep.Made made = steps.next(rate);
        if (Double.isNaN(state.firstLoss())) {
          state.firstLoss(made.loss());
        }
        state.stepped(made.loss(), made.correct(), made.images(), steps.place());
        BatchReport report = speed.report(images.size());
        listeners.forEach(listener -> listener.batch(report));
      }
      if (!state.isStopped()) {
        state.skippedTo(images.size()); // nothing that can be read is left
        if (state.progress().batches() == 0) {
          throw new DataException(
              "%s: none of the images can be read".formatted(images.description()));
        }
      }
    }
  }

  /** How many steps an epoch has. */
  private int steps(int images) {
    int batches = (images - 1) / plan.batchSize() + 1;
    return (batches - 1) / plan.gradients().accumulate() + 1;
  }

  /** The images for validation, and what all validations read from. */
  final class Validation implements AutoCloseable {
    private final ImageSource images;
    private final ImageBatches batches;

    private Validation(ImageSource images) {
      this.images = images;
      this.batches = ImageBatches.inOrder(images, input, coding, plan.batchSize());
    }

    int size() {
      return images.size();
    }

    @Override
    public void close() {
      batches.close();
    }
  }
}

package dev.stagewright.training;

import dev.stagewright.data.FrozenBody;
import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.model.TaskHead;
import dev.stagewright.network.UnbiasedVariance;
import dev.stagewright.tasks.TaskCoding;
import dev.stagewright.weights.UnusableValues;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
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

  private final TrainingState state;
  private final ComputationGraph graph;
  private final ImageInput input;
  private final TaskHead head;
  private final TaskCoding coding;
  private final TrainingPlan plan;
  private final List<SessionListener> listeners;
  private final Loading loading;
  private final Collection<TrainingListener> own;

  /** How long the last validation took; part of the estimate of the time left. */
  private double validationSeconds;

  EpochLoop(
      TrainingState state,
      ImageInput input,
      TaskHead head,
      TaskCoding coding,
      Loading loading,
      List<SessionListener> listeners) {
    this.loading = loading;
    this.state = state;
    this.graph = state.graph();
    this.input = input;
    this.head = head;
    this.coding = coding;
    this.plan = state.plan();
    this.listeners = List.copyOf(listeners);
    this.own = List.copyOf(graph.getListeners());
  }

  /** Steps of what trains now. */
  private TrainingStep steps() {
    ComputationGraph trained = state.part().graph();
    FitAccuracy accuracy = new FitAccuracy(trained, head);
    trained.setListeners(own);
    if (plan.kerasRunningVariance()) {
      UnbiasedVariance.listenTo(trained);
    }
    trained.addListeners(accuracy);
    return new TrainingStep(state, accuracy, this::checkStep);
  }

  /** Carries out what is left of the plan. */
  Ending run(ImageSource images, @Nullable ImageSource validation) {
    plan.schedule().check(validation != null);
    plan.selection().check(validation != null);
    state.enter();
    TrainingAdvice advice = new TrainingAdvice(state, coding.task(), images, validation);
    try (ImageBatches batches = batches(images);
        ImageBatches judged = judged(validation)) {
      if (plan.kerasRunningVariance()) {
        UnbiasedVariance.listenTo(graph);
      }
      state.estimateFrozen(batches);
      TrainingStep steps = steps();
      read(batches, judged);
      advise(advice.atStart());
      advise(advice.onFeatures(featureBytes(batches, judged), loading.cacheBytes()));
      while (!state.isDone() && !state.isStopped()) {
        if (state.thaw()) {
          steps = steps();
          read(batches, judged);
        }
        epoch(steps, batches, images, judged, advice);
      }
      state.leave(batches);
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
      state.part().close();
      graph.setListeners(own);
    }
  }

  private void advise(List<String> all) {
    all.forEach(advice -> listeners.forEach(listener -> listener.advised(advice)));
  }

  /** Has the batches hold what the layers read that train now. */
  private void read(ImageBatches batches, @Nullable ImageBatches judged) {
    FrozenBody body = state.part().body();
    batches.loading(loading).through(body);
    if (judged != null) {
      long left = loading.cacheBytes() - batches.featureBytes();
      boolean keeps = body != null && left > 0 && !plan.augmentation().draws();
      judged.loading(Loading.DEFAULT.withCache(keeps ? left : 0)).through(body);
    }
  }

  /** What all features take that do not change; 0 if those of training do. */
  private static long featureBytes(ImageBatches batches, @Nullable ImageBatches judged) {
    long bytes = batches.featureBytes();
    return bytes == 0 || judged == null ? bytes : bytes + judged.featureBytes();
  }

  private void epoch(
      TrainingStep step,
      ImageBatches batches,
      ImageSource images,
      @Nullable ImageBatches validation,
      TrainingAdvice advice) {
    long start = System.nanoTime();
    // What graph.fit(iterator) does around an epoch; it would hide an unreadable image's fault.
    graph.getListeners().forEach(listener -> listener.onEpochStart(graph));
    Speed speed = new Speed(start, state.progress().images());
    steps(step, batches, images, speed);
    if (state.progress().images() < images.size()) {
      return; // stopped
    }
    double imagesPerSecond = speed.imagesPerSecond();
    graph.getListeners().forEach(listener -> listener.onEpochEnd(graph));
    graph.incrementEpochCount();

    long trained = System.nanoTime();
    ModelScore score =
        validation == null ? null : state.predicting(batches, () -> validate(validation, advice));
    if (score != null) {
      checkLoss("validation loss", score.loss(), "epoch " + state.epoch());
    }
    long end = System.nanoTime();
    validationSeconds = (end - trained) / 1e9;
    EpochReport report =
        new EpochReport(
            state.epoch(),
            plan.epochs(),
            state.steps(),
            state.learningRate(state.steps() - 1, stepsOfRun(images.size())),
            state.progress().loss(),
            state.progress().accuracy(),
            score,
            imagesPerSecond,
            Duration.ofNanos(end - start));
    state.epochDone(report);
    listeners.forEach(listener -> listener.epoch(report));
  }

  private ModelScore validate(ImageBatches validation, TrainingAdvice advice) {
    advice.validationBegins();
    ModelScore score =
        ModelScore.of(
            new OutputPass(state.part().graph(), input, coding),
            validation,
            (outputs, targets) -> advice.look(outputs));
    state.keepIfBest(score);
    return score;
  }

  /** What all epochs read from; only these pictures are changed at random. */
  private ImageBatches batches(ImageSource images) {
    ImageBatches batches =
        plan.shuffle()
            ? ImageBatches.shuffled(images, input, coding, plan.batchSize(), plan.seed())
            : ImageBatches.inOrder(images, input, coding, plan.batchSize());
    return batches.augmented(plan.augmentation(), plan.seed()).loading(loading);
  }

  /** What all validations read from. */
  private @Nullable ImageBatches judged(@Nullable ImageSource validation) {
    return validation == null
        ? null
        : ImageBatches.inOrder(validation, input, coding, plan.batchSize());
  }

  private void steps(TrainingStep step, ImageBatches batches, ImageSource images, Speed speed) {
    batches.startEpoch(graph.getEpochCount(), state.progress().images());
    try (ReadAhead<DataSet> ahead = batches.readAhead()) {
      while (ahead.hasNext() && !state.isStopped()) {
        double rate = state.learningRate(state.steps(), stepsOfRun(images.size()));
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

  private int stepsOfRun(int images) {
    return plan.epochs() * steps(images);
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
      String where =
          NonFinite.in(state.part().graph(), batch).map(found -> ". " + found).orElse("");
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
    private final long start;
    private final int before;

    Speed(long start, int before) {
      this.start = start;
      this.before = before;
    }

    double imagesPerSecond() {
      int images = state.progress().images() - before;
      return images * 1e9 / Math.max(1, System.nanoTime() - start);
    }

    BatchReport report(int imagesOfEpoch) {
      EpochProgress progress = state.progress();
      int epochsLeft = plan.epochs() - state.epoch();
      double speed = imagesPerSecond();
      long imagesLeft = imagesOfEpoch - progress.images() + (long) epochsLeft * imagesOfEpoch;
      double secondsLeft = imagesLeft / speed + (epochsLeft + 1) * validationSeconds;
      return new BatchReport(
          state.epoch(),
          plan.epochs(),
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

package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.model.TaskHead;
import dev.stagewright.network.UnbiasedVariance;
import dev.stagewright.tasks.TaskCoding;
import dev.stagewright.weights.UnusableValues;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Goes through the epochs of one run. */
final class EpochLoop {

  /**
   * A loss of so many times the first one, or so many at all where that is below 1, is not on its
   * way down any more: it only grows on until the parameters overflow.
   */
  private static final double DIVERGED = 1e6;

  /** Far from small numbers, so that (seed, step) and (seed + 1, step - 1) are apart. */
  private static final long BETWEEN_STEPS = 0x9E3779B97F4A7C15L;

  private final TrainingState state;
  private final ComputationGraph graph;
  private final ImageInput input;
  private final TaskCoding coding;
  private final TrainingPlan plan;
  private final List<SessionListener> listeners;
  private final FitAccuracy accuracy;

  /** How long the last validation took; part of the estimate of the time left. */
  private double validationSeconds;

  EpochLoop(
      TrainingState state,
      ImageInput input,
      TaskHead head,
      TaskCoding coding,
      List<SessionListener> listeners) {
    this.state = state;
    this.graph = state.graph();
    this.input = input;
    this.coding = coding;
    this.plan = state.plan();
    this.listeners = List.copyOf(listeners);
    this.accuracy = new FitAccuracy(graph, head);
  }

  /** Carries out what is left of the plan. */
  Ending run(ImageSource images, @Nullable ImageSource validation) {
    Collection<TrainingListener> own = List.copyOf(graph.getListeners());
    graph.addListeners(accuracy);
    if (plan.kerasRunningVariance()) {
      UnbiasedVariance.listenTo(graph);
    }
    state.statistics().restore();
    TrainingAdvice advice = new TrainingAdvice(state, coding.task(), images, validation);
    try {
      advise(advice.atStart());
      while (state.epoch() <= plan.epochs() && !state.isStopped()) {
        epoch(images, validation, advice);
      }
      state.statistics().estimate(batches(images));
      UnusableValues.in(graph)
          .ifPresent(
              fault -> {
                throw diverged("The last step left unusable values: " + fault);
              });
      advise(advice.atEnd());
      return state.epoch() > plan.epochs() ? Ending.FINISHED : Ending.STOPPED;
    } finally {
      graph.setListeners(own);
    }
  }

  private void advise(List<String> all) {
    all.forEach(advice -> listeners.forEach(listener -> listener.advised(advice)));
  }

  private void epoch(ImageSource images, @Nullable ImageSource validation, TrainingAdvice advice) {
    long start = System.nanoTime();
    // What graph.fit(iterator) does around an epoch; it would hide an unreadable image's fault.
    graph.getListeners().forEach(listener -> listener.onEpochStart(graph));
    Speed speed = new Speed(start, state.progress().images());
    steps(images, speed);
    if (state.progress().images() < images.size()) {
      return; // stopped
    }
    double imagesPerSecond = speed.imagesPerSecond();
    graph.getListeners().forEach(listener -> listener.onEpochEnd(graph));
    graph.incrementEpochCount();

    long trained = System.nanoTime();
    ModelScore score =
        validation == null
            ? null
            : state.statistics().estimated(batches(images), () -> validate(validation, advice));
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
            plan.optimizer().learningRate(),
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
    return ModelScore.of(
        graph,
        input,
        coding,
        validation,
        plan.batchSize(),
        (outputs, targets) -> advice.look(outputs));
  }

  private void steps(ImageSource images, Speed speed) {
    ImageBatches batches = batches(images);
    batches.startEpoch(graph.getEpochCount(), state.progress().images());
    try (ReadAhead<DataSet> ahead = batches.readAhead()) {
      while (ahead.hasNext() && !state.isStopped()) {
        DataSet batch = ahead.next();
        double loss = fit(batch);
        state.stepped(loss, accuracy.correct(), batch.numExamples());
        ImageBatches.release(batch);
        BatchReport report = speed.report(images.size());
        listeners.forEach(listener -> listener.batch(report));
      }
    }
  }

  private ImageBatches batches(ImageSource images) {
    return plan.shuffle()
        ? ImageBatches.shuffled(images, input, coding, plan.batchSize(), plan.seed())
        : ImageBatches.inOrder(images, input, coding, plan.batchSize());
  }

  /** One step; returns the batch's loss. */
  private double fit(DataSet batch) {
    // Layers that draw (dropout) do so from this thread's generator: fix it for every step.
    Nd4j.getRandom().setSeed(plan.seed() + BETWEEN_STEPS * (graph.getIterationCount() + 1L));
    accuracy.expect(batch.getLabels());
    double decay = GraphOptimizer.decayPenalty(graph); // of the parameters that the score sees
    graph.fit(batch);
    double loss = graph.score() - decay;
    if (Double.isNaN(state.firstLoss())) {
      state.firstLoss(loss);
    }
    int number = state.progress().batches() + 1;
    checkLoss(
        "loss", loss, String.format(Locale.ROOT, "epoch %d, batch %d", state.epoch(), number));
    return loss;
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
                plan.optimizer(),
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
          (imagesOfEpoch - 1) / plan.batchSize() + 1,
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

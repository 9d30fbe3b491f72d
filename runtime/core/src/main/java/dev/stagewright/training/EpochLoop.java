package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.weights.UnusableValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The epochs of one run. */
final class EpochLoop {

  /**
   * A loss of so many times the first one, or so many at all where that is below 1, is not on its
   * way down any more: it only grows on until the parameters overflow.
   */
  private static final double DIVERGED = 1e6;

  private final ComputationGraph graph;
  private final ImageInput input;
  private final TrainingPlan plan;
  private final List<SessionListener> listeners;
  private final FitAccuracy accuracy;

  /** How long the last validation took; part of the estimate of the time left. */
  private double validationSeconds;

  /** Of the first batch, before any step; NaN until then. */
  private double firstLoss = Double.NaN;

  EpochLoop(
      ComputationGraph graph,
      ImageInput input,
      TrainingPlan plan,
      List<SessionListener> listeners) {
    this.graph = graph;
    this.input = input;
    this.plan = plan;
    this.listeners = List.copyOf(listeners);
    this.accuracy = new FitAccuracy(graph);
  }

  List<EpochReport> run(ImageSource images, @Nullable ImageSource validation) {
    GraphOptimizer.apply(plan.optimizer(), graph);
    Collection<TrainingListener> own = List.copyOf(graph.getListeners());
    graph.addListeners(accuracy);
    if (plan.kerasRunningVariance()) {
      graph.addListeners(new KerasRunningVariance());
    }
    try {
      List<EpochReport> history = new ArrayList<>();
      for (int epoch = 1; epoch <= plan.epochs(); epoch++) {
        EpochReport report = epoch(epoch, images, validation);
        history.add(report);
        listeners.forEach(listener -> listener.epoch(report));
      }
      UnusableValues.in(graph)
          .ifPresent(
              fault -> {
                throw diverged("The last step left unusable values: " + fault);
              });
      return history;
    } finally {
      graph.setListeners(own);
    }
  }

  private EpochReport epoch(int epoch, ImageSource images, @Nullable ImageSource validation) {
    int number = graph.getEpochCount();
    // Layers that draw (dropout) do so from this thread's generator: fix it for every epoch.
    Nd4j.getRandom().setSeed(plan.seed() + number);
    ImageBatches batches =
        plan.shuffle()
            ? ImageBatches.shuffled(images, input, plan.batchSize(), plan.seed())
            : ImageBatches.inOrder(images, input, plan.batchSize());
    batches.startEpoch(number);

    // What graph.fit(iterator) does around an epoch; it would hide an unreadable image's fault.
    graph.getListeners().forEach(listener -> listener.onEpochStart(graph));
    Means means = new Means(System.nanoTime(), images.size());
    try (ReadAhead<DataSet> ahead = batches.readAhead()) {
      while (ahead.hasNext()) {
        DataSet batch = ahead.next();
        means.add(fit(batch, epoch, means.batches + 1), accuracy.correct(), batch.numExamples());
        ImageBatches.release(batch);
        BatchReport report = means.report(epoch);
        listeners.forEach(listener -> listener.batch(report));
      }
    }
    double speed = means.imagesPerSecond();
    graph.getListeners().forEach(listener -> listener.onEpochEnd(graph));
    graph.incrementEpochCount();

    long trained = System.nanoTime();
    ModelScore score =
        validation == null ? null : ModelScore.of(graph, input, validation, plan.batchSize());
    if (score != null) {
      checkLoss("validation loss", score.loss(), "epoch " + epoch);
    }
    long end = System.nanoTime();
    validationSeconds = (end - trained) / 1e9;
    return new EpochReport(
        epoch,
        plan.epochs(),
        means.loss(),
        means.accuracy(),
        score,
        speed,
        Duration.ofNanos(end - means.start));
  }

  /** One step; returns the batch's loss. */
  private double fit(DataSet batch, int epoch, int number) {
    accuracy.expect(batch.getLabels());
    double decay = GraphOptimizer.decayPenalty(graph); // of the parameters that the score sees
    graph.fit(batch);
    double loss = graph.score() - decay;
    if (Double.isNaN(firstLoss)) {
      firstLoss = loss;
    }
    checkLoss("loss", loss, String.format(Locale.ROOT, "epoch %d, batch %d", epoch, number));
    return loss;
  }

  private void checkLoss(String what, double loss, String when) {
    if (!Double.isFinite(loss)) {
      throw diverged("The %s became %s in %s".formatted(what, loss, when));
    }
    if (Math.abs(loss) > DIVERGED * Math.max(1, Math.abs(firstLoss))) {
      throw diverged(
          "The %s rose to %s in %s, from %s in the first batch"
              .formatted(what, loss, when, firstLoss));
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

  /** Sums over the images of one epoch. */
  private final class Means {
    private final long start;
    private final int imagesOfEpoch;
    private int batches;
    private int images;
    private double lossSum;
    private double lastLoss;
    private int correct;
    private boolean accuracyKnown = true;

    Means(long start, int imagesOfEpoch) {
      this.start = start;
      this.imagesOfEpoch = imagesOfEpoch;
    }

    void add(double loss, int correctInBatch, int imagesInBatch) {
      batches++;
      images += imagesInBatch;
      lastLoss = loss;
      lossSum += loss * imagesInBatch;
      accuracyKnown &= correctInBatch != FitAccuracy.UNKNOWN;
      correct += correctInBatch;
    }

    double loss() {
      return lossSum / images;
    }

    double accuracy() {
      return accuracyKnown ? (double) correct / images : Double.NaN;
    }

    double imagesPerSecond() {
      return images * 1e9 / Math.max(1, System.nanoTime() - start);
    }

    BatchReport report(int epoch) {
      double speed = imagesPerSecond();
      long imagesLeft = imagesOfEpoch - images + (long) (plan.epochs() - epoch) * imagesOfEpoch;
      double secondsLeft = imagesLeft / speed + (plan.epochs() - epoch + 1) * validationSeconds;
      return new BatchReport(
          epoch,
          plan.epochs(),
          batches,
          (imagesOfEpoch - 1) / plan.batchSize() + 1,
          images,
          imagesOfEpoch,
          lastLoss,
          loss(),
          accuracy(),
          speed,
          Duration.ofMillis((long) (1000 * secondsLeft)));
    }
  }
}

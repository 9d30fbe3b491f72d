package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageCheck;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.network.StageInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.dataset.DataSet;

/** Trains a copy of a graph by steps of ever higher rates. */
final class RateSearch {

  /** Of the running mean, as fastai's. */
  private static final double KEEPS = 0.98;

  /** So many times the lowest loss is more than noise, as fastai's. */
  private static final double TOO_HIGH = 4;

  private final ImageInput input;
  private final Loading loading;
  private final TrainingState state;
  private final TaskSetup setup;
  private final RateSweep sweep;
  private final List<RateRange.Point> points = new ArrayList<>();
  private double mean;
  private double best = Double.POSITIVE_INFINITY;

  /**
   * Prepares a search.
   *
   * @param graph is trained in place
   * @param plan of which learning rate, schedule and epochs do not count
   */
  RateSearch(
      ComputationGraph graph,
      ImageInput input,
      List<StageInfo> stages,
      Loading loading,
      TrainingPlan plan,
      ImageSource images,
      RateSweep sweep) {
    this.input = input;
    this.loading = loading;
    this.sweep = sweep;
    this.setup = TaskSetup.of(graph, plan, images, null, null);
    this.state = new TrainingState(graph, plan, stages, null, null);
    ImageCheck.check(List.of(images));
  }

  RateRange run(ImageSource images) {
    TrainingPlan plan = state.plan();
    state.enter();
    FitAccuracy accuracy = new FitAccuracy(state.part().graph(), setup.head());
    TrainingStep step = new TrainingStep(state, accuracy, RateSearch::check);
    try (ImageBatches batches =
        ImageBatches.shuffled(images, input, setup.coding(), plan.batchSize(), plan.seed())
            .augmented(plan.augmentation(), plan.seed())
            .loading(loading)) {
      batches.through(state.part().body());
      boolean goesOn = true;
      for (int epoch = 0; goesOn && points.size() < sweep.steps(); epoch++) {
        batches.startEpoch(epoch);
        try (ReadAhead<DataSet> ahead = batches.readAhead()) {
          while (goesOn && ahead.hasNext() && points.size() < sweep.steps()) {
            goesOn = makes(step, ahead);
          }
        }
      }
      return new RateRange(points, !goesOn);
    } finally {
      state.part().close();
    }
  }

  /** Makes a step; returns whether the next rate is worth trying. */
  private boolean makes(TrainingStep step, ReadAhead<DataSet> ahead) {
    double rate = sweep.rate(points.size());
    try {
      TrainingStep.Made made = step.make(ahead, rate);
      mean = KEEPS * mean + (1 - KEEPS) * made.loss();
      double smoothed = mean / (1 - Math.pow(KEEPS, points.size() + 1.0));
      points.add(new RateRange.Point(rate, made.loss(), smoothed));
      best = Math.min(best, smoothed);
      return smoothed <= TOO_HIGH * best;
    } catch (DivergenceException e) {
      points.add(new RateRange.Point(rate, e.loss(), Double.NaN));
      return false;
    }
  }

  private static void check(double loss, OptionalDouble norm, DataSet batch) {
    double found = norm.orElse(0);
    if (!Double.isFinite(loss) || !Double.isFinite(found)) {
      throw new DivergenceException("", loss, found);
    }
  }
}

package dev.stagewright.training;

import static dev.stagewright.update.FlatUpdate.floats;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.engine.LossGradients;
import dev.stagewright.update.FlatUpdate.Measured;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.optimize.solvers.BaseOptimizer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes steps: computes the gradients of one batch or several, by an engine or by Deeplearning4j,
 * looks at them, and changes the parameters.
 */
final class TrainingStep {

  /** Far from small numbers, so that (seed, step) and (seed + 1, step - 1) are apart. */
  private static final long BETWEEN_STEPS = 0x9E3779B97F4A7C15L;

  /** Looks at a step before it is made. */
  interface Check {
    /** Throws if the step must not be made; the norm is empty where it is not known yet. */
    void on(double loss, OptionalDouble gradientNorm, DataSet batch);
  }

  /** What came of a step; the loss is that before it, penalties included. */
  record Made(double loss, OptionalInt correct, int images) {}

  private final TrainingState state;
  private final TrainedPart part;
  private final ComputationGraph graph;
  private final TrainingPlan plan;
  private final FitAccuracy accuracy;
  private final Check check;

  /** The sum of several batches' gradients. */
  private @Nullable INDArray sum;

  TrainingStep(TrainingState state, FitAccuracy accuracy, Check check) {
    this.state = state;
    this.part = state.part();
    this.graph = part.graph();
    this.plan = state.plan();
    this.accuracy = accuracy;
    this.check = check;
  }

  /** Makes a step of the next batches, as many as there are and the plan wants. */
  Made make(Iterator<DataSet> batches, double rate) {
    GraphUpdate update = state.update();
    int count = plan.gradients().accumulate();
    int images = 0;
    double lossSum = 0;
    OptionalInt correct = OptionalInt.of(0);
    for (int i = 0; i < count && batches.hasNext(); i++) {
      DataSet batch = batches.next();
      double loss = gradients(batch);
      if (!Double.isFinite(loss)) {
        check.on(loss, OptionalDouble.empty(), batch);
      }
      images += batch.numExamples();
      lossSum += loss * batch.numExamples();
      correct = plus(correct, accuracy.correct());
      boolean last = i == count - 1 || !batches.hasNext();
      if (count > 1) {
        update.accumulate(sum());
      }
      if (last) {
        FloatBuffer gradients = floats(count > 1 ? sum() : graph.getGradientsViewArray());
        Measured measured = update.measure(gradients, images);
        double whole = lossSum / images + measured.penalty();
        check.on(whole, OptionalDouble.of(measured.norm()), batch);
        update.apply(gradients, measured, rate, images);
        batchDone(update);
        update.average();
        ImageBatches.release(batch);
        if (count > 1) {
          sum().assign(0);
        }
        return new Made(whole, correct, images);
      }
      batchDone(update);
      ImageBatches.release(batch);
    }
    throw new IllegalStateException("no batch is left");
  }

  static OptionalInt plus(OptionalInt sum, OptionalInt more) {
    return sum.isPresent() && more.isPresent()
        ? OptionalInt.of(sum.getAsInt() + more.getAsInt())
        : OptionalInt.empty();
  }

  private INDArray sum() {
    INDArray made = sum;
    if (made == null) {
      made = Nd4j.zeros(DataType.FLOAT, graph.numParams());
      sum = made;
    }
    return made;
  }

  /** Computes a batch's gradients, sums over its images; returns the mean loss. */
  double gradients(DataSet batch) {
    part.count();
    // Layers that draw (dropout) do so from this thread's generator: fix it for every batch.
    Nd4j.getRandom().setSeed(plan.seed() + BETWEEN_STEPS * (graph.getIterationCount() + 1L));
    accuracy.expect(batch.getLabels());
    if (graph.getGradientsViewArray() == null) {
      graph.initGradientsView();
    }
    graph.setInputs(batch.getFeatures());
    graph.setLabels(batch.getLabels());
    double loss = loss();
    graph.getListeners().forEach(listener -> listener.onGradientCalculation(graph));
    return loss;
  }

  private double loss() {
    OptionalDouble computed =
        graph instanceof LossGradients engine ? engine.lossAndGradients() : OptionalDouble.empty();
    if (computed.isPresent()) {
      graph.getListeners().forEach(listener -> listener.onBackwardPass(graph));
      return computed.getAsDouble();
    }
    graph.computeGradientAndScore();
    return graph.score() - graph.calcRegularizationScore(true);
  }

  /** Moves running statistics, and counts. */
  void batchDone(GraphUpdate update) {
    update.moveStatistics();
    int iteration = graph.getIterationCount();
    int epoch = graph.getEpochCount();
    for (TrainingListener listener : graph.getListeners()) {
      listener.iterationDone(graph, iteration, epoch);
    }
    BaseOptimizer.incrementIterationCount(state.graph(), 1);
    graph.applyConstraints(iteration, epoch);
    graph.clearLayersStates();
  }
}

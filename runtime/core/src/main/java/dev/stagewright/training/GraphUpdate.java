package dev.stagewright.training;

import static dev.stagewright.update.FlatUpdate.floats;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.training.GraphParameters.Parameter;
import dev.stagewright.update.Change;
import dev.stagewright.update.Clip;
import dev.stagewright.update.FlatUpdate;
import dev.stagewright.update.FlatUpdate.Measured;
import dev.stagewright.update.Penalty;
import dev.stagewright.update.Rule;
import dev.stagewright.update.Segment;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/** Turns a graph's gradients into changes of its parameters, as a plan says. */
final class GraphUpdate {

  private static final FloatBuffer NOTHING = FloatBuffer.allocate(0);

  /** What {@code torch.nn.utils.clip_grad_norm_} adds to the norm. */
  private static final double TORCH_EPSILON = 1e-6;

  private final TrainedPart part;
  private final ComputationGraph graph;
  private final TrainingPlan plan;
  private final OptimizerState state;
  private final LayerSteps layers;
  private final Slice slice;

  /** What lies in the slice. */
  private final GraphParameters layout;

  private final FlatUpdate parameters;
  private final FlatUpdate statistics;
  private final FlatUpdate everything;

  /** What lies in the graph. */
  private final GraphParameters whole;

  private final FlatUpdate batchGradients;
  private final FlatUpdate batchStatistics;

  /** Updates all that trains of a graph. */
  GraphUpdate(TrainedPart part, TrainingPlan plan, OptimizerState state, LayerSteps layers) {
    this(part, plan, state, layers, new Slice(0, (int) part.graph().numParams()));
  }

  /**
   * Updates a slice of a graph.
   *
   * @param state of the slice
   */
  GraphUpdate(ComputationGraph graph, TrainingPlan plan, OptimizerState state, Slice slice) {
    this(TrainedPart.all(graph), plan, state, LayerSteps.ALIKE, slice);
  }

  private GraphUpdate(
      TrainedPart part, TrainingPlan plan, OptimizerState state, LayerSteps layers, Slice slice) {
    this.part = part;
    this.graph = part.graph();
    this.layers = layers;
    this.plan = plan;
    this.state = state;
    this.slice = slice;
    EngineSettings settings = Engines.settings(graph).orElseGet(EngineSettings::chosen);
    this.whole = GraphParameters.of(graph);
    this.batchGradients = new FlatUpdate(whole.trainedSegments(), settings);
    this.batchStatistics = new FlatUpdate(whole.statistics(), settings);
    this.layout = whole.cut(slice);
    this.parameters = new FlatUpdate(layout.trainedSegments(), settings);
    this.statistics = new FlatUpdate(layout.statistics(), settings);
    this.everything = new FlatUpdate(List.of(new Segment(0, slice.length())), settings);
  }

  /** Moves the whole graph's running statistics as the last batch's gradients say. */
  void moveStatistics() {
    FloatBuffer gradients = floats(graph.getGradientsViewArray());
    batchStatistics.apply(
        new FlatUpdate.Arrays(floats(graph.params()), gradients, NOTHING, NOTHING),
        Collections.nCopies(whole.statistics().size(), Change.AS_IT_IS),
        false);
    parametersChanged();
  }

  /** Adds the last batch's gradients to a sum, that of the whole graph. */
  void accumulate(INDArray sum) {
    batchGradients.accumulate(floats(graph.getGradientsViewArray()), floats(sum));
  }

  /** Looks at gradients that are sums over images. */
  Measured measure(FloatBuffer gradients, int images) {
    Rule none = new Rule.Plain(1);
    return parameters.measure(
        arrays(gradients), changes(layer -> none, layer -> 0, images, Clip.NONE));
  }

  /**
   * Makes one step.
   *
   * @param measured of the whole graph's gradients
   */
  void apply(FloatBuffer gradients, Measured measured, double rate, int images) {
    state.stepped();
    ToDoubleFunction<String> rates = layer -> rate * layers.rate(layer);
    Function<String, Rule> rules =
        layer ->
            plan.optimizer().rule(rates.applyAsDouble(layer), layers.steps(layer, state.steps()));
    parameters.apply(
        arrays(gradients), changes(rules, rates, images, clip(measured.norm())), false);
    parametersChanged();
  }

  /** Moves running statistics by the mean of what several replicas' batches moved theirs by. */
  void moveStatistics(FloatBuffer gradients, int replicas) {
    Change mean = new Change(new Rule.Plain(1), Penalty.NONE, replicas, Clip.NONE);
    statistics.apply(
        arrays(gradients), Collections.nCopies(layout.statistics().size(), mean), false);
    parametersChanged();
  }

  /** Moves the average, behind a step and what its last batch did to running statistics. */
  void average() {
    state
        .average()
        .ifPresent(
            average ->
                everything.average(
                    sliceOf(average), values(), plan.averaging().decay(state.steps())));
  }

  /** Exchanges parameters and average. */
  void swapAverage() {
    state.average().ifPresent(average -> everything.swap(sliceOf(average), values()));
    parametersChanged();
  }

  void parametersChanged() {
    part.parametersChanged();
  }

  /** The slice's parameters. */
  private FloatBuffer values() {
    return slice.view(floats(graph.params()));
  }

  private FlatUpdate.Arrays arrays(FloatBuffer gradients) {
    return new FlatUpdate.Arrays(values(), gradients, stateArray(0), stateArray(1));
  }

  private FloatBuffer stateArray(int index) {
    List<INDArray> arrays = List.copyOf(state.arrays().values());
    return index < arrays.size() ? sliceOf(arrays.get(index)) : NOTHING;
  }

  /** The values of an array that is as long as the slice, or as the graph that the part is of. */
  private FloatBuffer sliceOf(INDArray array) {
    return slice.length() == 0 ? NOTHING : floats(part.of(array));
  }

  private Clip clip(double norm) {
    GradientOptions options = plan.gradients();
    if (options.maxValue() > 0) {
      return new Clip((float) options.maxValue(), 1);
    }
    double scale = 1;
    if (options.maxNorm() > 0) {
      boolean torch = plan.optimizer().flavor() == Flavor.TORCH;
      scale = Math.min(1, options.maxNorm() / (torch ? norm + TORCH_EPSILON : norm));
    }
    double own = plan.optimizer().maxNorm();
    return new Clip(Float.POSITIVE_INFINITY, (float) (norm * scale > own ? own / norm : scale));
  }

  private List<Change> changes(
      Function<String, Rule> rules, ToDoubleFunction<String> rates, int images, Clip clip) {
    return layout.trained().stream()
        .map(
            parameter -> {
              Rule rule = rules.apply(parameter.layer());
              double rate = rates.applyAsDouble(parameter.layer());
              return new Change(
                  rule, penalty(parameter, rule, rate), parameter.averaged() ? images : 1, clip);
            })
        .toList();
  }

  private Penalty penalty(Parameter parameter, Rule rule, double rate) {
    int iteration = graph.getIterationCount();
    int epoch = graph.getEpochCount();
    double l1 = 0;
    double l2 = 0;
    for (var penalty : parameter.penalties()) {
      if (penalty instanceof L1Regularization lasso) {
        l1 += lasso.getL1().valueAt(iteration, epoch);
      } else if (penalty instanceof L2Regularization ridge) {
        l2 += ridge.getL2().valueAt(iteration, epoch);
      }
    }
    Optimizer optimizer = plan.optimizer();
    boolean decays = parameter.isKernel() || optimizer.decay().all();
    double decay = decays ? optimizer.weightDecay() : 0;
    boolean inGradient = optimizer.decaysInGradient();
    boolean scaled = rule.trustedRate() != 0; // the rate follows behind the decay
    return new Penalty(
        (float) l1,
        (float) l2,
        inGradient ? (float) decay : 0,
        inGradient ? 0 : (float) (scaled ? decay : rate * decay),
        0);
  }
}

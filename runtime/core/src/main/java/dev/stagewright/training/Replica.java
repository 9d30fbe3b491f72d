package dev.stagewright.training;

import static dev.stagewright.update.FlatUpdate.floats;

import dev.stagewright.data.BatchPart;
import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.ImageSplit;
import dev.stagewright.data.Loading;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.UnbiasedVariance;
import dev.stagewright.tasks.TaskCoding;
import dev.stagewright.update.FlatUpdate.Measured;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One of several copies of a network that are trained together, each on its part of every batch. It
 * owns a slice of the parameters, of which alone it keeps the optimizer's state. A step is:
 *
 * <ol>
 *   <li>{@link #compute} its part's {@link #gradients}, of which every replica gets its slice;
 *   <li>{@link #received} the slices of the others' gradients, {@link #total} them;
 *   <li>with what all replicas found, {@link #update} its slice;
 *   <li>{@link #parameters} get the slices of the others, and it is {@link #done}.
 * </ol>
 *
 * <p>Each of these may be repeated until the next is begun. Layers that draw do so by (seed, batch,
 * replica). Batch normalization computes with its part's statistics; what these move the running
 * ones by is averaged over the replicas. For one thread at a time.
 */
public final class Replica implements AutoCloseable {

  /** The name of the array that {@link #parameters} are. */
  public static final String PARAMETERS = "parameters";

  private final ComputationGraph graph;
  private final TrainingPlan plan;
  private final TaskCoding coding;
  private final TrainedModel start;
  private final BatchPart part;
  private final ReplicaImages images;
  private final @Nullable ImageSource validation;
  private final List<Slice> slices;
  private final OptimizerState state;
  private final GraphUpdate update;
  private final FitAccuracy accuracy;
  private final TrainingStep batches;
  private final MovedStatistics moved;
  private final RunningStatistics estimates;
  private final INDArray sum;
  private final SliceSum total;
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private boolean predicts;

  /** How many steps parameters, the slice and the gradients have behind them. */
  private int steps;

  private int sliceSteps;
  private int gradientSteps = -1;
  private PartOfStep found = new PartOfStep(0, 0, 0, Measured.NONE, null);

  /**
   * Makes a replica.
   *
   * @param start what the run begins with, loaded for this replica alone, with the coding that it
   *     is trained by
   * @param plan of the run, whose batches are those of all replicas together
   * @param source images of the run, those held out for validation among them
   * @param held images for validation; null if the plan holds some out, or for none
   * @param loading how pictures are loaded
   * @param part which of the replicas it is
   * @param steps how many steps the run has made
   * @throws StagewrightException if plan, network and images do not fit, or a batch has fewer
   *     images than there are replicas
   */
  public Replica(
      TrainedModel start,
      TrainingPlan plan,
      ImageSource source,
      @Nullable ImageSource held,
      Loading loading,
      BatchPart part,
      int steps) {
    this.start = start;
    this.graph = start.graph();
    this.plan = plan;
    this.part = part;
    this.steps = steps;
    this.sliceSteps = steps;
    double share = plan.validationShare();
    ImageSplit split = share > 0 ? ImageSplit.stratified(source, share, plan.seed()) : null;
    ImageSource training = split == null ? source : split.training();
    this.validation = split == null ? held : split.heldOut();
    TaskSetup setup = TaskSetup.of(graph, plan, training, validation, start.coding());
    this.coding = setup.coding();
    this.images = new ReplicaImages(plan, training, start.input(), coding, loading, part);
    this.slices = slices(graph, plan, part.parts());
    Slice slice = slices.get(part.number());
    this.state = OptimizerState.begin(graph, plan, start.memory(), slice);
    state.enter();
    this.update = new GraphUpdate(graph, plan, state, slice);
    this.accuracy = new FitAccuracy(graph, setup.head());
    graph.addListeners(accuracy);
    if (plan.kerasRunningVariance()) {
      UnbiasedVariance.listenTo(graph);
    }
    this.batches =
        new TrainingStep(new TrainingState(graph, plan), accuracy, (loss, norm, batch) -> {});
    this.moved = new MovedStatistics(GraphParameters.of(graph).statistics());
    this.estimates = new RunningStatistics(graph, plan.reestimateStatistics());
    this.sum = Nd4j.zeros(DataType.FLOAT, graph.numParams());
    this.total = new SliceSum(slice, part.parts(), part.number());
    arrays.putAll(state.arrays());
    state.average().ifPresent(average -> arrays.put(StateArrays.AVERAGE, average));
    if (plan.selection().keepBest()) {
      arrays.put(StateArrays.BEST, slice.copy(graph.params().reshape(graph.numParams())));
    }
  }

  /**
   * How the parameters of a graph are shared.
   *
   * @param graph to be trained
   * @param plan whose optimizer may want layers' arrays in one slice, as {@link Lamb} does
   * @param replicas how many there are
   * @return the slice of replica i at index i; some may be empty
   */
  public static List<Slice> slices(ComputationGraph graph, TrainingPlan plan, int replicas) {
    boolean whole = plan.optimizer().rule(1, 1).trustedRate() != 0;
    return GraphParameters.of(graph).slices(replicas, whole);
  }

  /**
   * The slices of all replicas.
   *
   * @return that of replica i at index i
   */
  public List<Slice> slices() {
    return slices;
  }

  /**
   * The slice's arrays by name, as {@link TrainingState#arrays} has them of all: {@code
   * parameters}, and what this replica alone keeps. What is written into them is what it goes on
   * with.
   *
   * @return views, [slice] each; empty for an empty slice
   */
  public Map<String, FloatBuffer> arrays() {
    Map<String, FloatBuffer> views = new LinkedHashMap<>();
    if (slice().length() > 0) {
      views.put(PARAMETERS, slice().view(parameters()));
      arrays.forEach((name, array) -> views.put(name, floats(array)));
    }
    return views;
  }

  private Slice slice() {
    return slices.get(part.number());
  }

  /**
   * All parameters, in the graph's order.
   *
   * @return a view, to be written to for other replicas' slices; {@link #done} or {@link #changed}
   *     follows
   */
  public FloatBuffer parameters() {
    return floats(graph.params());
  }

  /**
   * The gradients of this replica's part, as sums over its images, in the parameters' order; in the
   * place of running statistics what is to be subtracted from them.
   *
   * @return a view
   */
  public FloatBuffer gradients() {
    return floats(sum);
  }

  /** Tells that parameters were written to. */
  public void changed() {
    update.parametersChanged();
  }

  /**
   * Computes gradients of this replica's part of a step's batches.
   *
   * @param order of the step
   * @return what was found; whether it has images tells whether there are {@link #gradients}
   */
  public PartOfStep compute(StepOrder order) {
    require(steps == order.step() && sliceSteps == order.step(), order);
    gradientSteps = order.step();
    moved.begin(parameters());
    try {
      found = sumOf(order);
    } catch (StagewrightException e) {
      images.lost();
      found = new PartOfStep(0, 0, 0, Measured.NONE, e.getMessage());
    } finally {
      moved.end(parameters(), gradients());
      changed();
    }
    return found;
  }

  private void require(boolean isThere, StepOrder order) {
    if (!isThere) {
      throw new IllegalStateException(
          "replica %s: parameters are those after step %s, its slice's after %s, gradients those of %s; step %s cannot be made from there"
              .formatted(part.number(), steps, sliceSteps, gradientSteps, order.step()));
    }
  }

  private PartOfStep sumOf(StepOrder order) {
    sum.assign(0);
    int ofStep = imagesOf(order);
    ReadAhead<DataSet> ahead = images.at(order.epoch(), order.imagesBefore());
    int count = 0;
    double loss = 0;
    OptionalInt correct = OptionalInt.of(0);
    String fault = null;
    for (int i = 0; i < plan.gradients().accumulate() && ahead.hasNext(); i++) {
      DataSet batch = ahead.next();
      // By its count of batches a graph draws masks: each replica has its own.
      countsAs((order.iteration() + i) * part.parts() + part.number(), order);
      double mean = batches.gradients(batch);
      if (!Double.isFinite(mean) && fault == null) {
        fault = NonFinite.in(graph, batch).orElse(null);
      }
      count += batch.numExamples();
      loss += mean * batch.numExamples();
      correct = TrainingStep.plus(correct, accuracy.correct());
      update.accumulate(sum);
      batches.batchDone(update);
      ImageBatches.release(batch);
    }
    images.passed(ofStep);
    return new PartOfStep(count, loss, correct.orElse(-1), Measured.NONE, fault);
  }

  private void countsAs(int iteration, StepOrder order) {
    graph.getConfiguration().setIterationCount(iteration);
    graph.getConfiguration().setEpochCount(order.epoch());
  }

  private int imagesOf(StepOrder order) {
    return (int)
        Math.min(
            (long) plan.gradients().accumulate() * plan.batchSize(),
            images.size() - order.imagesBefore());
  }

  /** Forgets what was received of other replicas' gradients. */
  public void receive() {
    total.clear();
  }

  /**
   * Where another replica's gradients go.
   *
   * @param replica whose they are
   * @return a view of this replica's slice
   */
  public FloatBuffer received(int replica) {
    return total.part(replica);
  }

  /**
   * Adds gradients up, in the order of the replicas.
   *
   * @param order of the step
   * @return what was found of this replica's part and slice
   */
  public PartOfStep total(StepOrder order) {
    require(gradientSteps == order.step() && sliceSteps == order.step(), order);
    countsAs(lastIteration(order), order);
    FloatBuffer whole = total.add(slice().view(gradients()));
    return found.with(update.measure(whole, imagesOf(order)));
  }

  /** What the graph has counted when a step is made on one machine. */
  private int lastIteration(StepOrder order) {
    return order.iteration() + (imagesOf(order) - 1) / plan.batchSize();
  }

  /**
   * Updates the slice, unless that was done before.
   *
   * @param order of the step
   * @param all what the replicas found, in their order
   * @return false if the step must not be made, which all replicas find alike
   */
  public boolean update(StepOrder order, List<PartOfStep> all) {
    StepOutcome outcome = StepOutcome.of(all);
    if (!outcome.isGood(order)) {
      return false;
    }
    if (sliceSteps != order.step() + 1) {
      require(gradientSteps == order.step() && sliceSteps == order.step(), order);
      countsAs(lastIteration(order), order);
      state.steps(order.optimizerSteps());
      update.apply(total.values(), outcome.measured(), order.rate(), outcome.images());
      update.moveStatistics(total.values(), outcome.replicas());
      update.average();
      sliceSteps = order.step() + 1;
    }
    return true;
  }

  /**
   * Ends a step: all slices are there.
   *
   * @param order of the step
   */
  public void done(StepOrder order) {
    changed();
    graph.applyConstraints(lastIteration(order), order.epoch());
    steps = order.step() + 1;
  }

  /**
   * Puts the slice of what predicts, or of what is trained, among the parameters; those of the
   * others are to follow. They differ where the plan has an average.
   *
   * @param predicting whether the replica is to predict
   */
  public void form(boolean predicting) {
    if (predicts != predicting) {
      estimates.restore();
      update.swapAverage();
      predicts = predicting;
    }
  }

  /**
   * Tries the parameters on this replica's part of the images for validation.
   *
   * @param order of the step that would be next, by whose counts running statistics are estimated
   *     if the plan says so
   * @return what was found
   */
  public PartOfValidation validate(StepOrder order) {
    ImageSource source = validation;
    if (source == null) {
      throw new IllegalStateException("there are no images for validation");
    }
    countsAs(order.iteration(), order);
    changed();
    estimates.estimate(images.whole(), order.epoch());
    PredictedClasses predicted = new PredictedClasses(coding.task(), source.labels().size());
    double[] correct = {0};
    OutputPass pass = new OutputPass(graph, start.input(), coding);
    double loss =
        pass.sum(
            source,
            plan.batchSize(),
            part,
            (outputs, targets) -> {
              predicted.look(outputs);
              OptionalInt right = coding.task().correct(outputs, targets);
              correct[0] += right.isPresent() ? right.getAsInt() : Double.NaN;
            });
    return new PartOfValidation(loss, correct[0], pass.penalty(), predicted.counts());
  }

  /** Keeps the slice's parameters as the best so far. */
  public void keepBest() {
    INDArray best = arrays.get(StateArrays.BEST);
    if (best != null && slice().length() > 0) {
      floats(best).put(slice().view(parameters()));
    }
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    images.close();
    graph.close();
    sum.close();
    arrays.values().stream().filter(INDArray::closeable).forEach(INDArray::close);
  }
}

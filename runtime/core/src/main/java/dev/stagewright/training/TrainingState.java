package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.SkippedImages;
import dev.stagewright.model.TrainingMemory;
import dev.stagewright.network.StageInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that a training run changes, and the plan that it follows: with the same images a run can be
 * continued from here to the same bits. The graph holds the parameters and the numbers of steps and
 * epochs that it was trained for, from which, with the plan's seed, all that is random follows.
 *
 * <p>It belongs to the thread that trains; only {@link #stop} may be called from any.
 */
public final class TrainingState {

  private final ComputationGraph graph;
  private TrainingPlan plan;
  private final @Nullable TrainingMemory memory;
  private final GraphForms forms;
  private final StateArrays stored;
  private final List<EpochReport> history = new ArrayList<>();
  private EpochProgress progress = EpochProgress.NONE;
  private double firstLoss = Double.NaN;
  private int steps;
  private TimeSpent timeSpent = TimeSpent.NONE;
  private volatile boolean stopped;
  private @Nullable SkippedImages skipped;

  /** What the optimizer keeps; made when it is needed first. */
  private @Nullable OptimizerState optimizer;

  private final BestParameters bestParameters;

  TrainingState(ComputationGraph graph, TrainingPlan plan) {
    this(graph, plan, List.of(), null, null);
  }

  /**
   * Begins with what a model remembers of its training.
   *
   * @param stages of the network that the graph was made of; empty if unknown
   * @param workers who have the arrays until they are {@linkplain #takeOver taken over}; null if
   *     the graph is trained here
   */
  TrainingState(
      ComputationGraph graph,
      TrainingPlan plan,
      List<StageInfo> stages,
      @Nullable TrainingMemory memory,
      @Nullable Workers workers) {
    this.stored = new StateArrays(this, workers);
    this.graph = graph;
    this.plan = plan;
    FrozenLayers layers = FrozenLayers.of(graph, plan.fineTuning(), stages);
    this.bestParameters = new BestParameters(graph, plan.selection(), history);
    this.forms = new GraphForms(plan, layers, this::optimizer, history);
    this.memory = memory;
  }

  /** Goes on where a run was; whoever calls fills the arrays. */
  TrainingState(
      ComputationGraph graph,
      CheckpointHeader from,
      List<StageInfo> stages,
      @Nullable Workers workers) {
    this(graph, from.plan(), stages, null, workers);
    this.history.addAll(from.history());
    this.progress = from.progress();
    this.firstLoss = from.firstLoss();
    this.steps = from.steps();
    this.timeSpent = from.timeSpent();
  }

  /**
   * What is trained. Who only watches must not change it.
   *
   * @return the graph, whose parameters change with every step
   */
  public ComputationGraph graph() {
    return graph;
  }

  /**
   * The arrays that steps change, by name, [parameters] each and in the graph's order, so that they
   * can be cut by ranges alike: {@code parameters}, batch normalization's running statistics among
   * them; what the optimizer keeps ({@code velocity}, {@code mean}, {@code variance}); {@code
   * average} if the plan has one, and {@code best}, the parameters of the best epoch so far, if
   * they are to be kept. They are views: what is written into them is what the run goes on with.
   * Between two steps only; behind a run's end {@code parameters} are what predicts, and {@code
   * average} holds what is trained.
   *
   * @return float32, in a fixed order
   */
  public Map<String, INDArray> arrays() {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put(StateArrays.PARAMETERS, graph.params().reshape(graph.numParams()));
    arrays.putAll(optimizer().arrays());
    optimizer().average().ifPresent(average -> arrays.put(StateArrays.AVERAGE, average));
    if (plan.selection().keepBest()) {
      arrays.put(StateArrays.BEST, bestParameters.array());
    }
    return arrays;
  }

  /** The arrays wherever they are. */
  StateArrays stored() {
    return stored;
  }

  /** Keeps the books only: the workers, which have begun, have the arrays. */
  void lead() {
    stored.begin();
    optimizer().enter();
  }

  /** Takes over the arrays of workers whose steps are made. */
  void takeOver() {
    int counted = optimizer().steps();
    int iteration = graph.getIterationCount();
    optimizer = OptimizerState.begin(graph, plan, memory);
    optimizer.steps(counted);
    graph.getConfiguration().setIterationCount(iteration);
    stored.takeOver();
  }

  /**
   * How many steps the optimizer has made since its state was 0, in earlier runs, too: Adam's
   * corrections go by it.
   *
   * @return at least 0
   */
  public int optimizerSteps() {
    return optimizer().steps();
  }

  /** Where a run goes on that somebody has kept in a file. */
  void optimizerSteps(int steps) {
    optimizer().steps(steps);
  }

  private OptimizerState optimizer() {
    OptimizerState begun = optimizer;
    if (begun == null) {
      begun =
          !stored.haveWorkers()
              ? OptimizerState.begin(graph, plan, memory)
              : OptimizerState.begin(graph, plan, memory, Slice.NONE);
      optimizer = begun;
    }
    return begun;
  }

  GraphUpdate update() {
    return forms.update();
  }

  /** What trains in the epoch that is going on. */
  TrainedPart part() {
    return forms.part();
  }

  /** Gets ready to train: parameters are what is trained, statistics are the moving averages. */
  void enter() {
    optimizer().enter();
    forms.update();
    forms.train();
  }

  /** Gives frozen layers statistics estimated anew before the first step. */
  void estimateFrozen(ImageBatches images) {
    if (steps == 0) {
      forms.estimateFrozen(images);
    }
  }

  /**
   * Lets all layers train once the plan says so.
   *
   * @return whether other layers train from now on
   */
  boolean thaw() {
    return forms.thaw();
  }

  /**
   * Leaves a graph that predicts, and that Deeplearning4j can go on with if it has the optimizer.
   */
  void leave(ImageBatches images) {
    forms.predict(images);
    optimizer().leave();
  }

  /** What somebody finds with the graph as it predicts. */
  <T> T predicting(ImageBatches images, Supplier<T> finding) {
    return forms.predicting(images, finding);
  }

  /** Keeps the parameters that predict now if their score is the best so far. */
  void keepIfBest(ModelScore score) {
    bestParameters.keep(score);
  }

  /** Whether parameters are to be kept that have a score. */
  boolean isBest(ModelScore score) {
    return bestParameters.isBest(score);
  }

  /** Gives the graph, which predicts, the best epoch's parameters if the plan says so. */
  void restoreBest() {
    bestParameters.restore();
  }

  /** Whether the plan is carried out, or there is nothing more to be hoped for. */
  boolean isDone() {
    return history.size() >= plan.epochs() || plan.selection().ends(history);
  }

  /** Does something with the graph as it is trained, wherever the run stands. */
  void asTrained(Runnable work) {
    forms.asTrained(work);
  }

  /** What the trained model has to keep. */
  @Nullable TrainingMemory memory() {
    return optimizer().memory();
  }

  /** The learning rate of a step, counted from 0, of a run of so many. */
  double learningRate(int step, int steps) {
    return plan.optimizer().learningRate() * plan.schedule().factor(step, steps, history);
  }

  /**
   * How many steps the run has made.
   *
   * @return 0 before the first
   */
  public int steps() {
    return steps;
  }

  /**
   * What is to be done.
   *
   * @return the plan; that of a run with a time has its steps, and epochs that follow from these,
   *     once they are fixed
   */
  public TrainingPlan plan() {
    return plan;
  }

  /** Goes on with a plan of another length. */
  void plan(TrainingPlan other) {
    plan = other;
  }

  TimeSpent timeSpent() {
    return timeSpent;
  }

  void timeSpent(TimeSpent now) {
    timeSpent = now;
  }

  /**
   * The epochs that are done.
   *
   * @return a view, one report per epoch
   */
  public List<EpochReport> history() {
    return Collections.unmodifiableList(history);
  }

  /**
   * The epoch that is going on.
   *
   * @return from 1; one more than planned when all are done
   */
  public int epoch() {
    return history.size() + 1;
  }

  /**
   * How far that epoch has come.
   *
   * @return its steps, images and sums
   */
  public EpochProgress progress() {
    return progress;
  }

  /**
   * The loss of the run's first batch before any step.
   *
   * @return penalties included; NaN before the first step
   */
  public double firstLoss() {
    return firstLoss;
  }

  /**
   * The epoch with the best validation so far: by the plan's {@link Selection}; without one, of the
   * highest accuracy where there is one, and among these of the lowest loss.
   *
   * @return empty without validation
   */
  public Optional<EpochReport> best() {
    if (!plan.selection().equals(Selection.NONE)) {
      return plan.selection().best(history);
    }
    EpochReport best = null;
    for (EpochReport report : history) {
      ModelScore score = report.validation();
      if (score != null && (best == null || isBetter(score, best.validation()))) {
        best = report;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean isBetter(ModelScore score, @Nullable ModelScore than) {
    if (than == null) {
      return true;
    }
    int accuracy = Double.compare(score.accuracy(), than.accuracy()); // 0 where both are NaN
    return accuracy > 0 || (accuracy == 0 && score.loss() < than.loss());
  }

  /** Asks for the run to end behind the step that is going on; from any thread. */
  public void stop() {
    stopped = true;
  }

  /**
   * Whether somebody asked for the run to end.
   *
   * @return true from {@link #stop} until the run goes on
   */
  public boolean isStopped() {
    return stopped;
  }

  /** Lets a run go on that was stopped. */
  void resume() {
    stopped = false;
  }

  /**
   * The images that the run leaves out since they cannot be read.
   *
   * @return null if such an image ends the run
   */
  public @Nullable SkippedImages skipped() {
    return skipped;
  }

  void skipping(@Nullable SkippedImages images) {
    skipped = images;
  }

  void stepped(double loss, OptionalInt correct, int images, int place) {
    progress = progress.plus(loss, correct, images, place);
    steps++;
  }

  /** The rest of the epoch's images could not be read. */
  void skippedTo(int place) {
    progress = progress.skippedTo(place);
  }

  /** The workers' optimizer has made a step. */
  void stepLed() {
    optimizer().stepped();
  }

  void firstLoss(double loss) {
    firstLoss = loss;
  }

  void epochDone(EpochReport report) {
    history.add(report);
    progress = EpochProgress.NONE;
  }
}

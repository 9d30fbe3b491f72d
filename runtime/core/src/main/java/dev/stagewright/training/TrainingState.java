package dev.stagewright.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All that a training run changes, and the plan that it follows: with the same images a run can be
 * continued from here to the same bits. The graph holds the parameters, the updater's state ({@code
 * getUpdater().getStateViewArray()}), and the numbers of steps and epochs that it was trained for,
 * from which, with the plan's seed, all that is random follows.
 *
 * <p>It belongs to the thread that trains; only {@link #stop} may be called from any.
 */
public final class TrainingState {

  private final ComputationGraph graph;
  private final TrainingPlan plan;
  private final RunningStatistics statistics;
  private final List<EpochReport> history = new ArrayList<>();
  private EpochProgress progress = EpochProgress.NONE;
  private double firstLoss = Double.NaN;
  private int steps;
  private volatile boolean stopped;

  TrainingState(ComputationGraph graph, TrainingPlan plan) {
    this.graph = graph;
    this.plan = plan;
    this.statistics = new RunningStatistics(graph, plan.reestimateStatistics());
  }

  /** Goes on where a run was; the graph has the run's counts and arrays already. */
  TrainingState(ComputationGraph graph, CheckpointHeader from) {
    this.graph = graph;
    this.plan = from.plan();
    this.statistics = new RunningStatistics(graph, plan.reestimateStatistics());
    this.history.addAll(from.history());
    this.progress = from.progress();
    this.firstLoss = from.firstLoss();
    this.steps = from.steps();
  }

  /**
   * The arrays that steps change, by name: {@code parameters} in the graph's order, batch
   * normalization's running statistics among them, and {@code updater}, the optimizer's state, if
   * it has any. They are views: what is written into them is what the run goes on with.
   *
   * @return float32, in a fixed order
   */
  public Map<String, INDArray> arrays() {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    arrays.put("parameters", graph.params());
    INDArray updater = graph.getUpdater().getStateViewArray();
    if (updater != null && updater.length() > 0) { // plain SGD has none
      arrays.put("updater", updater);
    }
    return arrays;
  }

  /**
   * The steps that this run has made.
   *
   * @return 0 before the first
   */
  public int steps() {
    return steps;
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
   * What is to be done.
   *
   * @return the plan
   */
  public TrainingPlan plan() {
    return plan;
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
   * The epoch with the best validation so far: of the highest accuracy where there is one, and
   * among these of the lowest loss.
   *
   * @return empty without validation
   */
  public Optional<EpochReport> best() {
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

  RunningStatistics statistics() {
    return statistics;
  }

  void stepped(double loss, OptionalInt correct, int images) {
    progress = progress.plus(loss, correct, images);
    steps++;
  }

  void firstLoss(double loss) {
    firstLoss = loss;
  }

  void epochDone(EpochReport report) {
    history.add(report);
    progress = EpochProgress.NONE;
  }
}

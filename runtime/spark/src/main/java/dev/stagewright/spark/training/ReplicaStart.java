package dev.stagewright.spark.training;

import dev.stagewright.training.TrainingPlan;
import java.io.Serializable;
import java.util.List;
import java.util.Set;

/**
 * What an executor makes its replica of.
 *
 * @param run tells runs of an application apart
 * @param storage has the network, and the arrays that a run goes on with
 * @param side what it trains on and with
 * @param plan as JSON
 * @param allowed classes that the network's configuration may name besides Deeplearning4j's and
 *     ours
 * @param format how gradients travel
 * @param replicas how many there are
 * @param steps how many the run has made
 * @param arrays the names of those that the run goes on with; empty for a new run
 */
record ReplicaStart(
    String run,
    RunStorage storage,
    ExecutorSide side,
    String plan,
    Set<String> allowed,
    GradientFormat format,
    int replicas,
    int steps,
    List<String> arrays)
    implements Serializable {

  /** The model that a run starts from. */
  static final String MODEL = "start.zip";

  /** Where the arrays are that it goes on with. */
  static final String ARRAYS = "restored/";

  /** With what is known when the run begins. */
  ReplicaStart with(TrainingPlan begun, int count, int made, List<String> restored) {
    return new ReplicaStart(
        run, storage, side, begun.toJson(), allowed, format, count, made, List.copyOf(restored));
  }
}

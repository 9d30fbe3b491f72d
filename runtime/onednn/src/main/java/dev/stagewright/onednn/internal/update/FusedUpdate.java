package dev.stagewright.onednn.internal.update;

import static dev.stagewright.update.FlatUpdate.floats;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.update.Change;
import dev.stagewright.update.FlatUpdate;
import dev.stagewright.update.Segment;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What Deeplearning4j's updater of a graph does, in one pass over the memory. The state stays in
 * Deeplearning4j's layout, so that saved files and its own updater agree.
 */
public final class FusedUpdate {

  private final ComputationGraphUpdater updater;
  private final List<UpdaterSegment> segments;
  private final FlatUpdate update;

  private FusedUpdate(
      ComputationGraphUpdater updater, List<UpdaterSegment> segments, EngineSettings settings) {
    this.updater = updater;
    this.segments = segments;
    List<Segment> places = segments.stream().map(UpdaterSegment::segment).toList();
    this.update = new FlatUpdate(places, settings);
  }

  /** The fused form of a graph's updater, or empty if only Deeplearning4j knows it. */
  public static Optional<FusedUpdate> of(
      ComputationGraph graph, ComputationGraphUpdater updater, EngineSettings settings) {
    List<UpdaterSegment> segments = Segments.of(graph, updater);
    return segments == null
        ? Optional.empty()
        : Optional.of(new FusedUpdate(updater, segments, settings));
  }

  /**
   * Updates the parameters.
   *
   * @param parameters the graph's flat array
   * @param gradients sums over the batch, as Deeplearning4j leaves them
   * @param keepUpdates whether to leave what was subtracted in {@code gradients}
   * @return the penalty of the parameters before the step
   */
  public double apply(
      INDArray parameters,
      INDArray gradients,
      int batch,
      int iteration,
      int epoch,
      boolean keepUpdates) {
    INDArray stateArray = updater.getStateViewArray();
    FloatBuffer state = stateArray == null ? FloatBuffer.allocate(0) : floats(stateArray);
    var arrays = new FlatUpdate.Arrays(floats(parameters), floats(gradients), state, state);
    return update.apply(arrays, changes(batch, iteration, epoch), keepUpdates);
  }

  /** The penalty of the parameters as they are. */
  public double penalty(INDArray parameters, int iteration, int epoch) {
    return update.penalty(floats(parameters), changes(1, iteration, epoch));
  }

  private List<Change> changes(int batch, int iteration, int epoch) {
    return segments.stream().map(segment -> segment.change(batch, iteration, epoch)).toList();
  }
}

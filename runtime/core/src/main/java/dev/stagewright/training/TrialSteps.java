package dev.stagewright.training;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ReadAhead;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Training steps that leave no trace: closed, they leave the state as it was. */
final class TrialSteps implements AutoCloseable {

  private final TrainingState state;
  private final TrainingStep step;
  private final ImageBatches batches;
  private final Map<String, INDArray> arrays = new LinkedHashMap<>();
  private final int optimizerSteps;
  private final int iteration;
  private @Nullable ReadAhead<DataSet> ahead;

  TrialSteps(TrainingState state, TrainingStep step, ImageBatches batches) {
    this.state = state;
    this.step = step;
    this.batches = batches;
    state.arrays().forEach((name, array) -> arrays.put(name, array.dup()));
    this.optimizerSteps = state.optimizerSteps();
    this.iteration = state.graph().getIterationCount();
  }

  /** Makes a step with a rate of 0; behind an epoch's last batch its first follows again. */
  void make() {
    ReadAhead<DataSet> open = ahead;
    if (open == null || !open.hasNext()) {
      stopReading();
      batches.startEpoch(state.graph().getEpochCount());
      open = batches.readAhead();
      ahead = open;
    }
    step.make(open, 0);
  }

  private void stopReading() {
    ReadAhead<DataSet> open = ahead;
    ahead = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    stopReading();
    ComputationGraph graph = state.graph();
    state.arrays().forEach((name, array) -> array.assign(arrays.get(name)));
    arrays.values().forEach(INDArray::close);
    state.optimizerSteps(optimizerSteps);
    graph.getConfiguration().setIterationCount(iteration);
    state.part().parametersChanged();
  }
}

package dev.stagewright.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An updater's state in Deeplearning4j's flat array. Neighboring parameters with equal updaters
 * form a block, in which Adam, for example, keeps the means of all and then the variances of all:
 * other hyperparameters may mean other blocks, and the same state in another order.
 */
final class OptimizerState {

  private OptimizerState() {}

  /** Copies the state of every parameter between updaters of one kind for the same graph. */
  static void copy(ComputationGraphUpdater from, ComputationGraphUpdater to) {
    Map<Integer, UpdaterBlock> blocks = new HashMap<>();
    for (UpdaterBlock block : from.getUpdaterBlocks()) {
      block
          .getLayersAndVariablesInBlock()
          .forEach(parameter -> blocks.put(parameter.getParamOffsetStart(), block));
    }
    for (UpdaterBlock block : to.getUpdaterBlocks()) {
      for (ParamState parameter : block.getLayersAndVariablesInBlock()) {
        for (int array = 0; array < arrays(block); array++) {
          UpdaterBlock source = Objects.requireNonNull(blocks.get(parameter.getParamOffsetStart()));
          state(to, block, parameter, array).assign(state(from, source, parameter, array));
        }
      }
    }
  }

  /** How many values a block keeps for each of its parameters' values. */
  private static int arrays(UpdaterBlock block) {
    int state = block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart();
    return state / (block.getParamOffsetEnd() - block.getParamOffsetStart());
  }

  private static INDArray state(
      ComputationGraphUpdater updater, UpdaterBlock block, ParamState parameter, int array) {
    int parameters = block.getParamOffsetEnd() - block.getParamOffsetStart();
    int start =
        block.getUpdaterViewOffsetStart()
            + array * parameters
            + parameter.getParamOffsetStart()
            - block.getParamOffsetStart();
    int length = parameter.getParamOffsetEnd() - parameter.getParamOffsetStart();
    INDArray all = updater.getStateViewArray();
    return all.reshape(all.length()).get(NDArrayIndex.interval(start, start + length));
  }
}

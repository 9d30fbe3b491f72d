package dev.stagewright.training;

import java.util.Collection;
import java.util.function.BiConsumer;
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
final class UpdaterView {

  private final ComputationGraphUpdater updater;

  private UpdaterView(ComputationGraphUpdater updater) {
    this.updater = updater;
  }

  static UpdaterView of(ComputationGraphUpdater updater) {
    return new UpdaterView(updater);
  }

  /** Copies into arrays in the parameters' order, [parameters] each. */
  void copyTo(Collection<INDArray> arrays) {
    each(arrays, (inOrder, inView) -> inOrder.assign(inView));
  }

  /** Copies from arrays in the parameters' order, [parameters] each. */
  void copyFrom(Collection<INDArray> arrays) {
    each(arrays, (inOrder, inView) -> inView.assign(inOrder));
  }

  private void each(Collection<INDArray> arrays, BiConsumer<INDArray, INDArray> copy) {
    INDArray view = updater.getStateViewArray();
    if (view == null) {
      return; // plain SGD has none
    }
    INDArray all = view.reshape(view.length());
    for (UpdaterBlock block : updater.getUpdaterBlocks()) {
      int parameters = block.getParamOffsetEnd() - block.getParamOffsetStart();
      int state = block.getUpdaterViewOffsetEnd() - block.getUpdaterViewOffsetStart();
      int number = 0;
      for (INDArray array : arrays) {
        if (number < state / parameters) {
          int start = block.getUpdaterViewOffsetStart() + number * parameters;
          for (ParamState parameter : block.getLayersAndVariablesInBlock()) {
            int from = parameter.getParamOffsetStart();
            int length = parameter.getParamOffsetEnd() - from;
            int at = start + from - block.getParamOffsetStart();
            copy.accept(
                array.get(NDArrayIndex.interval(from, from + length)),
                all.get(NDArrayIndex.interval(at, at + length)));
          }
        }
        number++;
      }
    }
  }
}

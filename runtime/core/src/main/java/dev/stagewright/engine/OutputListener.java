package dev.stagewright.engine;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A listener that wants no more of a training step's activations than the graph's outputs. An
 * engine that runs the step calls {@link #onOutputs} instead of {@code onForwardPass}: it need not
 * keep every layer's activations for it. Deeplearning4j itself calls {@code onForwardPass} only.
 */
public interface OutputListener extends TrainingListener {

  /**
   * Called after the forward pass of a training step.
   *
   * @param graph the graph that is trained
   * @param outputs one array per output, [batch, classes]; not to be changed, valid during the call
   */
  void onOutputs(ComputationGraph graph, INDArray[] outputs);
}

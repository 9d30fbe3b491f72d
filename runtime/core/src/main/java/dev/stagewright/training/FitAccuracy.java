package dev.stagewright.training;

import dev.stagewright.engine.OutputListener;
import dev.stagewright.model.TaskHead;
import dev.stagewright.tasks.Task;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Counts right answers during the forward pass of {@code fit}. An engine hands over the outputs;
 * Deeplearning4j's pass leaves the output layer out, so its product is computed here, once more.
 */
final class FitAccuracy extends BaseTrainingListener implements OutputListener {

  private final GraphVertex output;
  private final List<String> inputs;
  private @Nullable INDArray labels;
  private final Task task;
  private OptionalInt correct = OptionalInt.empty();

  FitAccuracy(ComputationGraph graph, TaskHead head) {
    task = head.task();
    output = graph.getVertex(head.layer());
    inputs =
        Objects.requireNonNull(
            graph.getConfiguration().getVertexInputs().get(output.getVertexName()));
  }

  /**
   * Checks that the network takes pictures of any size.
   *
   * @throws TrainingException if its head was made for one
   */
  void requireAnySize() {
    if (((LayerVertex) output).getLayerPreProcessor() != null) {
      throw Hyperparameter.usage(
          "resizing: found smaller pictures for a network whose head pools windows of a fixed size, so that \"%s\" takes one size only. Declare the head with @Head(pooling = Pooling.AVERAGE), or leave resizing out"
              .formatted(output.getVertexName()));
    }
  }

  /** Says which targets, [batch, outputs], belong to the next forward pass. */
  void expect(INDArray labels) {
    this.labels = labels;
    this.correct = OptionalInt.empty();
  }

  /** How many images the last forward pass got right; empty if unknown. */
  OptionalInt correct() {
    return correct;
  }

  @Override
  public void onOutputs(ComputationGraph graph, INDArray[] outputs) {
    INDArray expected = labels;
    if (expected != null) {
      correct = task.correct(outputs[0], expected);
    }
  }

  @Override
  public void onForwardPass(Model model, Map<String, INDArray> activations) {
    INDArray expected = labels;
    if (expected == null) {
      return;
    }
    INDArray outputs = activations.get(output.getVertexName());
    if (outputs == null && output.getLayer().conf().getLayer() instanceof OutputLayer) {
      outputs = outputs(activations.get(inputs.get(0)));
    }
    if (outputs != null) {
      correct = task.correct(outputs, expected);
    }
  }

  /** What the output layer puts out for an input. */
  private @Nullable INDArray outputs(@Nullable INDArray input) {
    if (input == null) {
      return null;
    }
    INDArray rows = input;
    var flatten = ((LayerVertex) output).getLayerPreProcessor();
    if (flatten != null) {
      rows = flatten.preProcess(rows, (int) rows.size(0), LayerWorkspaceMgr.noWorkspaces());
    }
    var layer = output.getLayer();
    INDArray logits = rows.mmul(layer.getParam("W"));
    INDArray bias = layer.getParam("b");
    if (bias != null) {
      logits.addiRowVector(bias);
    }
    return ((OutputLayer) layer.conf().getLayer()).getActivationFn().getActivation(logits, false);
  }
}

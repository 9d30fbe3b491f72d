package dev.stagewright.layers;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.BaseGraphVertex;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;

/** Computes {@link ChannelGate} with ND4J. */
@SuppressWarnings({"try", "overrides"}) // scopes are only opened; setInputs is Deeplearning4j's
final class ChannelGateVertex extends BaseGraphVertex {

  private static final long serialVersionUID = 1;

  private final int channels;
  private final int[] cells;

  ChannelGateVertex(
      ComputationGraph graph, String name, int index, CNN2DFormat format, DataType type) {
    super(graph, name, index, null, null, type);
    boolean last = format == CNN2DFormat.NHWC;
    channels = last ? 3 : 1;
    cells = last ? new int[] {1, 2} : new int[] {2, 3};
  }

  @Override
  public boolean hasLayer() {
    return false;
  }

  @Override
  public @Nullable Layer getLayer() {
    return null;
  }

  @Override
  public INDArray doForward(boolean training, LayerWorkspaceMgr workspaces) {
    try (MemoryWorkspace scope = workspaces.notifyScopeBorrowed(ArrayType.ACTIVATIONS)) {
      return times(inputs[0], inputs[1]);
    }
  }

  private INDArray times(INDArray map, INDArray gate) {
    return Broadcast.mul(map, gate, map.ulike(), 0, channels);
  }

  @Override
  public Pair<Gradient, INDArray[]> doBackward(boolean tbptt, LayerWorkspaceMgr workspaces) {
    try (MemoryWorkspace scope = workspaces.notifyScopeBorrowed(ArrayType.ACTIVATION_GRAD)) {
      INDArray map = times(epsilon, inputs[1]);
      INDArray gate = epsilon.mul(inputs[0]).sum(cells);
      return new Pair<>(null, new INDArray[] {map, gate});
    }
  }

  @Override
  public void setBackpropGradientsViewArray(INDArray gradients) {
    if (gradients != null) {
      throw new IllegalArgumentException("a gate has no parameters");
    }
  }

  @Override
  public @Nullable Pair<INDArray, MaskState> feedForwardMaskArrays(
      INDArray @Nullable [] masks, MaskState state, int batch) {
    return masks == null ? null : new Pair<>(masks[0], state);
  }

  @Override
  public String toString() {
    return "ChannelGate(name=" + vertexName + ")";
  }
}

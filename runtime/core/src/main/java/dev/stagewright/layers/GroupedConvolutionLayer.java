package dev.stagewright.layers;

import static java.util.Objects.requireNonNull;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes {@link GroupedConvolution} as Deeplearning4j's convolution with a kernel that is zero
 * between groups: as many multiplications as without groups, but every mode and format is right.
 */
final class GroupedConvolutionLayer extends ConvolutionLayer {

  private static final long serialVersionUID = 1;

  private static final String KERNEL = ConvolutionParamInitializer.WEIGHT_KEY;

  GroupedConvolutionLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  private GroupedConvolution grouped() {
    return (GroupedConvolution) layerConf();
  }

  @Override
  protected INDArray getParamWithNoise(
      String name, boolean training, LayerWorkspaceMgr workspaces) {
    INDArray own = super.getParamWithNoise(name, training, workspaces);
    if (!name.equals(KERNEL)) {
      return own;
    }
    INDArray whole = whole(own);
    INDArray kernel = copy(own);
    for (int group = 0; group < grouped().groups(); group++) {
      block(whole, group).assign(outputs(kernel, group));
    }
    return whole;
  }

  /** Zeros for all pairs of channels. */
  @SuppressWarnings("try") // the scope is only opened
  private INDArray whole(INDArray own) {
    long[] shape = own.shape();
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return Nd4j.create(own.dataType(), shape[0], grouped().getNIn(), shape[2], shape[3]);
    }
  }

  /**
   * Of a part of all parameters, which has a buffer and an offset: ND4J 1.0.0-M2.1 counts that
   * offset twice where it asks whether a view of the view is empty, and so loses the last group.
   */
  @SuppressWarnings("try") // the scope is only opened
  private static INDArray copy(INDArray view) {
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return view.dup('c');
    }
  }

  /** The outputs of a group, a view. */
  private INDArray outputs(INDArray kernel, int group) {
    long[] shape = kernel.shape();
    int groups = grouped().groups();
    return kernel
        .reshape('c', true, groups, shape[0] / groups, shape[1], shape[2], shape[3])
        .slice(group);
  }

  /** What a group reads and makes, a view. */
  private INDArray block(INDArray whole, int group) {
    INDArray outputs = outputs(whole, group);
    long[] shape = outputs.shape();
    int groups = grouped().groups();
    return outputs
        .reshape('c', true, shape[0], groups, shape[1] / groups, shape[2], shape[3])
        .slice(group, 1);
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray view = requireNonNull(gradientViews.get(KERNEL));
    INDArray whole = whole(view);
    gradientViews.put(KERNEL, whole);
    try {
      Pair<Gradient, INDArray> result = super.backpropGradient(epsilon, workspaces);
      INDArray gradient = copy(view);
      for (int group = 0; group < grouped().groups(); group++) {
        outputs(gradient, group).assign(block(whole, group));
      }
      view.assign(gradient);
      result.getFirst().setGradientFor(KERNEL, view, 'c');
      return result;
    } finally {
      gradientViews.put(KERNEL, view);
    }
  }
}

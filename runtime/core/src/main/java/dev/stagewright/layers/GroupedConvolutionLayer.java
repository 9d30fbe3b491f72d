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
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

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
    for (int group = 0; group < grouped().groups(); group++) {
      block(whole, group).assign(outputs(own, group));
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

  private INDArray outputs(INDArray kernel, int group) {
    long size = kernel.size(0) / grouped().groups();
    INDArrayIndex outputs = NDArrayIndex.interval(group * size, (group + 1) * size);
    return kernel.get(outputs, NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all());
  }

  /** What a group reads and makes. */
  private INDArray block(INDArray whole, int group) {
    long size = whole.size(1) / grouped().groups();
    INDArrayIndex inputs = NDArrayIndex.interval(group * size, (group + 1) * size);
    return outputs(whole, group)
        .get(NDArrayIndex.all(), inputs, NDArrayIndex.all(), NDArrayIndex.all());
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray view = requireNonNull(gradientViews.get(KERNEL));
    INDArray whole = whole(view);
    gradientViews.put(KERNEL, whole);
    try {
      Pair<Gradient, INDArray> result = super.backpropGradient(epsilon, workspaces);
      for (int group = 0; group < grouped().groups(); group++) {
        outputs(view, group).assign(block(whole, group));
      }
      result.getFirst().setGradientFor(KERNEL, view, 'c');
      return result;
    } finally {
      gradientViews.put(KERNEL, view);
    }
  }
}

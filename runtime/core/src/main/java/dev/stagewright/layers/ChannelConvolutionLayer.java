package dev.stagewright.layers;

import static java.util.Objects.requireNonNull;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Computes {@link ChannelConvolution} with ND4J: a shifted copy for every number of the kernel. */
final class ChannelConvolutionLayer extends BaseLayer<ChannelConvolution> {

  private static final long serialVersionUID = 1;

  private static final String KERNEL = DefaultParamInitializer.WEIGHT_KEY;

  ChannelConvolutionLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  @Override
  public boolean isPretrainLayer() {
    return false;
  }

  @Override
  protected INDArray preOutput(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    applyDropOutIfNecessary(training, workspaces);
    INDArray kernel = getParamWithNoise(KERNEL, training, workspaces);
    INDArray x = input.castTo(dataType);
    INDArray z = workspaces.create(ArrayType.ACTIVATIONS, dataType, x.shape(), 'c');
    for (int j = 0; j < kernel.length(); j++) {
      z.addi(shifted(x, shift(j)).muli(kernel.getDouble(j)));
    }
    return z;
  }

  private int shift(int place) {
    return place - layerConf().kernel() / 2;
  }

  /** Every channel's neighbor at a distance; zeros beyond the ends. */
  private static INDArray shifted(INDArray x, int distance) {
    long channels = x.size(1);
    INDArray result = Nd4j.createUninitialized(x.dataType(), x.shape(), 'c').assign(0);
    long size = channels - Math.abs(distance);
    if (size > 0) {
      var from = NDArrayIndex.interval(Math.max(0, distance), Math.max(0, distance) + size);
      var to = NDArrayIndex.interval(Math.max(0, -distance), Math.max(0, -distance) + size);
      result.get(NDArrayIndex.all(), to).assign(x.get(NDArrayIndex.all(), from));
    }
    return result;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    INDArray z = preOutput(true, workspaces);
    INDArray delta = layerConf().getActivationFn().backprop(z, epsilon).getFirst();
    INDArray kernel = getParamWithNoise(KERNEL, true, workspaces);
    INDArray x = input.castTo(dataType);
    INDArray view = requireNonNull(gradientViews.get(KERNEL));
    INDArray before = workspaces.create(ArrayType.ACTIVATION_GRAD, dataType, x.shape(), 'c');
    for (int j = 0; j < kernel.length(); j++) {
      view.putScalar(j, shifted(x, shift(j)).muli(delta).sumNumber().doubleValue());
      before.addi(shifted(delta, -shift(j)).muli(kernel.getDouble(j)));
    }
    Gradient gradient = new DefaultGradient();
    gradient.setGradientFor(KERNEL, view);
    weightNoiseParams.clear();
    return new Pair<>(gradient, backpropDropOutIfPresent(before));
  }
}

package dev.stagewright.layers;

import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.weights.WeightInitUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The kernel and bias of a {@link GroupedConvolution} in the array of all parameters. */
final class GroupedConvolutionParameters extends ConvolutionParamInitializer {

  static final GroupedConvolutionParameters INSTANCE = new GroupedConvolutionParameters();

  private static long[] shape(GroupedConvolution layer) {
    int[] kernel = layer.getKernelSize();
    return new long[] {layer.getNOut(), layer.getNIn() / layer.groups(), kernel[0], kernel[1]};
  }

  private static long biases(GroupedConvolution layer) {
    return layer.hasBias() ? layer.getNOut() : 0;
  }

  @Override
  public long numParams(Layer layer) {
    GroupedConvolution grouped = (GroupedConvolution) layer;
    long weights = 1;
    for (long side : shape(grouped)) {
      weights *= side;
    }
    return weights + biases(grouped);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray gradients) {
    GroupedConvolution layer = (GroupedConvolution) configuration.getLayer();
    INDArray flat = gradients.reshape(gradients.length());
    long biases = biases(layer);
    Map<String, INDArray> views = new LinkedHashMap<>();
    if (biases > 0) {
      views.put(BIAS_KEY, flat.get(NDArrayIndex.interval(0, biases)));
    }
    INDArray weights = flat.get(NDArrayIndex.interval(biases, flat.length()));
    views.put(WEIGHT_KEY, weights.reshape('c', shape(layer)));
    return views;
  }

  @Override
  protected INDArray createWeightMatrix(
      NeuralNetConfiguration configuration, INDArray view, boolean initialize) {
    GroupedConvolution layer = (GroupedConvolution) configuration.getLayer();
    long[] shape = shape(layer);
    if (!initialize) {
      return WeightInitUtil.reshapeWeights(shape, view, 'c');
    }
    double cells = (double) shape[2] * shape[3];
    return layer.getWeightInitFn().init(shape[1] * cells, shape[0] * cells, shape, 'c', view);
  }
}

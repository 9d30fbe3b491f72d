package dev.stagewright.layers;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The kernel of a {@link ChannelConvolution} in the array of all parameters. */
final class ChannelConvolutionParameters implements ParamInitializer {

  static final ChannelConvolutionParameters INSTANCE = new ChannelConvolutionParameters();

  private static final String KERNEL = DefaultParamInitializer.WEIGHT_KEY;

  private ChannelConvolutionParameters() {}

  @Override
  public long numParams(NeuralNetConfiguration configuration) {
    return numParams(configuration.getLayer());
  }

  @Override
  public long numParams(Layer layer) {
    return ((ChannelConvolution) layer).kernel();
  }

  @Override
  public List<String> paramKeys(Layer layer) {
    return List.of(KERNEL);
  }

  @Override
  public List<String> weightKeys(Layer layer) {
    return List.of(KERNEL);
  }

  @Override
  public List<String> biasKeys(Layer layer) {
    return List.of();
  }

  @Override
  public boolean isWeightParam(Layer layer, String key) {
    return KERNEL.equals(key);
  }

  @Override
  public boolean isBiasParam(Layer layer, String key) {
    return false;
  }

  @Override
  public Map<String, INDArray> init(
      NeuralNetConfiguration configuration, INDArray parameters, boolean initialize) {
    ChannelConvolution layer = (ChannelConvolution) configuration.getLayer();
    INDArray kernel = parameters.reshape(layer.kernel());
    if (initialize) {
      layer
          .getWeightInitFn()
          .init(layer.kernel(), layer.kernel(), new long[] {layer.kernel()}, 'c', kernel);
    }
    configuration.addVariable(KERNEL);
    return Map.of(KERNEL, kernel);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray gradients) {
    int kernel = ((ChannelConvolution) configuration.getLayer()).kernel();
    return Map.of(KERNEL, gradients.reshape(kernel));
  }
}

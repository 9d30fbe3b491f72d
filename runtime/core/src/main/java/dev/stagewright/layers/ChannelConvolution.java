package dev.stagewright.layers;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A convolution over the channels of [batch, channels], padded with zeros, without a bias: what
 * efficient channel attention (Wang et al. 2020) weighs channels by. Its only parameter {@code W}
 * has [kernel] numbers, which every channel shares.
 */
public final class ChannelConvolution extends FeedForwardLayer {

  private static final long serialVersionUID = 1;

  @JsonProperty private int kernel;

  /** For deserialization. */
  ChannelConvolution() {}

  private ChannelConvolution(Builder builder) {
    super(builder);
    kernel = builder.kernel;
    if (kernel < 1 || kernel % 2 == 0 || nIn != nOut) {
      throw new IllegalArgumentException(
          "kernel is "
              + kernel
              + ", nIn "
              + nIn
              + ", nOut "
              + nOut
              + "; the kernel must be odd, and nIn and nOut alike");
    }
  }

  /**
   * How many channels it reads for one.
   *
   * @return an odd number
   */
  public int kernel() {
    return kernel;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    ChannelConvolutionLayer layer = new ChannelConvolutionLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    Map<String, INDArray> table = initializer().init(configuration, parameters, initialize);
    layer.setParamTable(table);
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return ChannelConvolutionParameters.INSTANCE;
  }

  @Override
  public LayerMemoryReport getMemoryReport(InputType input) {
    InputType output = getOutputType(-1, input);
    return new LayerMemoryReport.Builder(layerName, ChannelConvolution.class, input, output)
        .standardMemory(kernel, getIUpdater().stateSize(kernel))
        .workingMemory(0, 0, 2 * nIn, 2 * nIn)
        .cacheMemory(0, 0)
        .build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelConvolution same && super.equals(other) && kernel == same.kernel;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), kernel);
  }

  /** Puts the layer together. */
  @SuppressWarnings("unchecked") // what build() returns, in Deeplearning4j
  public static final class Builder extends FeedForwardLayer.Builder<Builder> {

    private int kernel = 3;

    /**
     * How many channels it reads for one.
     *
     * @param kernel an odd number
     * @return this builder
     */
    public Builder kernel(int kernel) {
      this.kernel = kernel;
      return this;
    }

    @Override
    public ChannelConvolution build() {
      return new ChannelConvolution(this);
    }
  }
}

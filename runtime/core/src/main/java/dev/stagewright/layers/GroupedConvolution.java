package dev.stagewright.layers;

import java.util.Collection;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A convolution whose channels are divided into groups that see nothing of each other, as PyTorch's
 * with {@code groups}. {@code W} is [outputs, inputs / groups, height, width] in c order, behind
 * the bias, if there is one.
 */
public final class GroupedConvolution extends ConvolutionLayer {

  private static final long serialVersionUID = 1;

  @JsonProperty private int groups = 1;

  /** For deserialization. */
  GroupedConvolution() {}

  private GroupedConvolution(Builder builder) {
    super(builder);
    groups = builder.groups;
    checkGroups();
  }

  /** Channels may be inferred after the layer was built, groups may come from a file. */
  private void checkGroups() {
    if (groups < 1 || nIn % groups != 0 || nOut % groups != 0) {
      throw new IllegalArgumentException(
          "groups is "
              + groups
              + ", nIn "
              + nIn
              + ", nOut "
              + nOut
              + "; the groups must divide both");
    }
  }

  /**
   * In how many groups the channels are divided.
   *
   * @return at least 1
   */
  public int groups() {
    return groups;
  }

  @Override
  public GroupedConvolution clone() {
    return (GroupedConvolution) super.clone();
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    checkGroups();
    GroupedConvolutionLayer layer = new GroupedConvolutionLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialize));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return GroupedConvolutionParameters.INSTANCE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GroupedConvolution same && super.equals(other) && groups == same.groups;
  }

  @Override
  protected boolean canEqual(Object other) {
    return other instanceof GroupedConvolution;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), groups);
  }

  /** Puts the layer together. */
  @SuppressWarnings("unchecked") // what build() returns, in Deeplearning4j
  public static final class Builder extends ConvolutionLayer.Builder {

    private int groups = 1;

    /**
     * Begins a layer.
     *
     * @param kernel its height and width
     */
    public Builder(int... kernel) {
      super(kernel);
    }

    /**
     * In how many groups the channels are divided.
     *
     * @param groups a number that divides the channels on both sides
     * @return this builder
     */
    public Builder groups(int groups) {
      this.groups = groups;
      return this;
    }

    @Override
    public GroupedConvolution build() {
      ConvolutionUtils.validateConvolutionModePadding(convolutionMode, padding);
      ConvolutionUtils.validateCnnKernelStridePadding(kernelSize, stride, padding);
      return new GroupedConvolution(this);
    }
  }
}

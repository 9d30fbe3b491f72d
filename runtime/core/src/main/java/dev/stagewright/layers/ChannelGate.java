package dev.stagewright.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A feature map times one number for every channel of every picture: inputs are the map and [batch,
 * channels]. {@code ElementWiseVertex} multiplies, too, but refuses inputs of other sizes when
 * shapes are inferred.
 */
public final class ChannelGate extends GraphVertex {

  private static final long serialVersionUID = 1;

  @JsonProperty private final CNN2DFormat format;

  /**
   * A gate.
   *
   * @param format the map's layout
   */
  public ChannelGate(@JsonProperty("format") CNN2DFormat format) {
    this.format = format;
  }

  /**
   * The map's layout.
   *
   * @return channels last or first
   */
  public CNN2DFormat format() {
    return format;
  }

  @Override
  public ChannelGate clone() {
    return new ChannelGate(format);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelGate gate && gate.format == format;
  }

  @Override
  public int hashCode() {
    return ChannelGate.class.hashCode() + format.hashCode();
  }

  @Override
  public long numParams(boolean backprop) {
    return 0;
  }

  @Override
  public int minVertexInputs() {
    return 2;
  }

  @Override
  public int maxVertexInputs() {
    return 2;
  }

  @Override
  public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
      ComputationGraph graph,
      String name,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return new ChannelGateVertex(graph, name, index, format, type);
  }

  @Override
  public InputType getOutputType(int index, InputType... inputs) {
    if (inputs[0] instanceof InputType.InputTypeConvolutional map
        && map.getFormat() == format
        && inputs[1] instanceof InputType.InputTypeFeedForward row
        && row.getSize() == map.getChannels()) {
      return map;
    }
    throw new InvalidInputTypeException(
        "a gate for "
            + format
            + " reads "
            + inputs[0]
            + " and "
            + inputs[1]
            + "; expected a feature map of that format, then a row of as many numbers as it has channels");
  }

  @Override
  public MemoryReport getMemoryReport(InputType... inputs) {
    return new LayerMemoryReport.Builder(null, ChannelGate.class, inputs[0], inputs[0])
        .standardMemory(0, 0)
        .workingMemory(0, 0, 0, 0)
        .cacheMemory(0, 0)
        .build();
  }
}

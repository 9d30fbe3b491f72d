package dev.stagewright.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InvalidInputTypeException;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What our own layers refuse once they are part of a graph. */
class LayerFaultsTest {

  private static ComputationGraphConfiguration grouped(int channels) {
    return new NeuralNetConfiguration.Builder()
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(InputType.convolutional(5, 5, channels, CNN2DFormat.NHWC))
        .addLayer("conv", new GroupedConvolution.Builder(3, 3).groups(3).nOut(9).build(), "in")
        .setOutputs("conv")
        .build();
  }

  /** Channels that the builder did not know yet. */
  @Test
  void groupsMustDivideInferredChannels() {
    ComputationGraph graph = new ComputationGraph(grouped(7));

    assertThatThrownBy(graph::init)
        .hasMessage("groups is 3, nIn 7, nOut 9; the groups must divide both");
  }

  @Test
  void groupsMustDivideTheChannelsOfAFile() {
    String json = grouped(6).toJson().replaceAll("\"groups\" : 3", "\"groups\" : 4");
    ComputationGraph graph = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));

    assertThatThrownBy(graph::init)
        .hasMessage("groups is 4, nIn 6, nOut 9; the groups must divide both");
  }

  @ParameterizedTest
  @CsvSource({"NCHW, 9", "NHWC, 8"})
  void aGateRefusesOtherFormatsAndSizes(CNN2DFormat format, int numbers) {
    InputType map = InputType.convolutional(9, 9, 9, CNN2DFormat.NHWC);
    InputType row = InputType.feedForward(numbers);

    assertThatThrownBy(() -> new ChannelGate(format).getOutputType(0, map, row))
        .isInstanceOf(InvalidInputTypeException.class)
        .hasMessage(
            "a gate for %s reads %s and %s; expected a feature map of that format, then a row of as many numbers as it has channels",
            format, map, row);
  }

  @Test
  void aConvolutionWithoutGroupsIsAnother() {
    ConvolutionLayer plain = new ConvolutionLayer.Builder(3, 3).nIn(6).nOut(6).build();
    ConvolutionLayer grouped = new GroupedConvolution.Builder(3, 3).nIn(6).nOut(6).build();

    assertThat(Objects.equals(plain, grouped)).isFalse();
    assertThat(Objects.equals(grouped, plain)).isFalse();
  }
}

package dev.stagewright.networks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.network.Pooling;
import dev.stagewright.networks.ResNet50EluNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Outputs and inner feature maps, layer by layer, against Keras' for the same weights. */
class ForwardParityTest {

  private static final Tolerance TOLERANCE = new Tolerance(1e-5, 1e-4);
  private static final List<String> TAPS =
      List.of("pool1", "out2a", "out3a", "out4a", "out5c", "avg_pool");

  static Stream<Arguments> cases() {
    Stream<Arguments> tiny = Arrays.stream(DataFormat.values()).flatMap(ForwardParityTest::tiny);
    return Stream.concat(
        tiny,
        Stream.of(
            Arguments.of(
                "full_top", ResNet50EluNetwork.builder().dataFormat(DataFormat.CHANNELS_FIRST))));
  }

  private static Stream<Arguments> tiny(DataFormat format) {
    return Stream.of(
        Arguments.of("tiny_top", TinyEluNetwork.builder().dataFormat(format)),
        Arguments.of(
            "tiny_alpha",
            TinyEluNetwork.builder()
                .dataFormat(format)
                .alpha(0.3)
                .inputShape(256, 256, 3)
                .classes(7)),
        Arguments.of("tiny_notop_none", withoutTop(format)),
        Arguments.of("tiny_notop_avg", withoutTop(format).pooling(Pooling.AVG)),
        Arguments.of("tiny_notop_max", withoutTop(format).pooling(Pooling.MAX)));
  }

  private static NetworkBuilder<TinyEluNetwork> withoutTop(DataFormat format) {
    return TinyEluNetwork.builder().dataFormat(format).includeTop(false).inputShape(240, 240, 3);
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("cases")
  void computesWhatKerasComputes(String name, NetworkBuilder<?> builder) {
    Network network = builder.build();
    DataFormat format = network.options().dataFormat();
    ComputationGraph graph = network.build();
    KerasWeights.fill(graph);
    INDArray images = KerasNoise.images(name, 2, network.options().inputShape().height(), format);

    try (KerasCase keras = KerasCase.open(name)) {
      Map<String, INDArray> activations = graph.feedForward(images, false);
      for (String tap : TAPS) {
        INDArray found = channelsLast(activations.get(tap), format);
        assertThat(found.shape())
            .as("shape of %s", tap)
            .containsExactly(keras.attribute(tap, "shape").toLongVector());
        TOLERANCE.check(
            tap + " means", found.mean(0, 1, 2), keras.array(tap + "/mean_per_channel"));
        TOLERANCE.check(tap + " corner", corner(found), keras.array(tap + "/first_pixels"));
      }
      INDArray output = graph.outputSingle(images);
      TOLERANCE.check("output", channelsLast(output, format), keras.array("output"));
    }
  }

  private static INDArray channelsLast(INDArray map, DataFormat format) {
    return map.rank() == 4 && format == DataFormat.CHANNELS_FIRST
        ? map.permute(0, 2, 3, 1).dup('c')
        : map;
  }

  private static INDArray corner(INDArray map) {
    return map.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(0, Math.min(2, map.size(1))),
        NDArrayIndex.interval(0, Math.min(2, map.size(2))),
        NDArrayIndex.all());
  }
}

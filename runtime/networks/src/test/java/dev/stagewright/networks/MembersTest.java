package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Networks with every member of the annotations build, predict, train, and are read back. */
class MembersTest {

  private static final String INPUT = "input = @Input(height = 33, width = 37)";

  static Stream<Arguments> declarations() {
    return Stream.of(
            "convention = Convention.KERAS, nonlinearity = Nonlinearity.RELU",
            "convention = Convention.KERAS, preactivation = true, nonlinearity = Nonlinearity.MISH",
            "convention = Convention.TORCH, zeroInitResidual = true, dilation = 2",
            "convention = Convention.TORCH, groups = 4, stochasticDepth = 0.3",
            "convention = Convention.TORCH, shortcut = Shortcut.AVERAGE_POOL,"
                + " attention = @Attention(kind = Attention.Kind.ECA)",
            "nonlinearity = Nonlinearity.HARD_SWISH, initialization = Initialization.HE_NORMAL,"
                + " attention = @Attention(kind = Attention.Kind.SE, reduction = 4)",
            "preactivation = true, norm = @Norm(kind = Norm.Kind.NONE)")
        .flatMap(
            members ->
                Arrays.stream(DataFormat.values()).map(format -> Arguments.of(members, format)));
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void runs(String members, DataFormat format, @TempDir Path folder) throws IOException {
    Generated generated =
        Generated.from(
            "@ResNet(" + INPUT + ", " + members + ")",
            "@Stem(filters = {4, 8}, kernel = {3, 3}, padding = 1)",
            "@Stage(blocks = 2, filters = {8, 8, 16})",
            "@Stage(blocks = 2, filters = {8, 8}, nonlinearity = Nonlinearity.SELU)",
            "@Head(classes = 3, pooling = Pooling.AVERAGE_AND_MAX, dropout = 0.2)");
    Network network = generated.builder().dataFormat(format).build();
    INDArray images = images(format);

    ComputationGraph graph = train(network, images, new float[][] {{1, 0, 0}, {0, 0, 1}});

    assertThat(graph.numParams()).isEqualTo(generated.description().get("parameters").getAsLong());
    INDArray outputs = graph.outputSingle(images);
    assertThat(outputs.sum(1).toDoubleVector()).contains(new double[] {1, 1}, within(1e-5));
    graph.save(folder.resolve("graph.zip").toFile());
    ComputationGraph read = ComputationGraph.load(folder.resolve("graph.zip").toFile(), true);
    assertThat(read.outputSingle(images)).isEqualTo(outputs);
  }

  static Stream<Arguments> tasks() {
    return Stream.of(
        Arguments.of("task = Task.MULTI_LABEL, classes = 3", new float[][] {{1, 0, 1}, {0, 0, 0}}),
        Arguments.of("task = Task.BINARY", new float[][] {{1}, {0}}),
        Arguments.of("task = Task.REGRESSION, classes = 2", new float[][] {{7, -3}, {0.5f, 20}}));
  }

  /** What is learned is told, whatever the range of the values. */
  @ParameterizedTest
  @MethodSource("tasks")
  void tasksAreLearned(String task, float[][] labels) {
    Generated generated =
        Generated.from(
            "@ResNet(" + INPUT + ", convention = Convention.TORCH)",
            "@Stem(filters = 8, kernel = 3, padding = 1)",
            "@Stage(blocks = 1, filters = {8, 8})",
            "@Head(" + task + ")");
    Network network = generated.network();
    INDArray images = images(DataFormat.CHANNELS_LAST);

    ComputationGraph graph = train(network, images, labels);
    double first = graph.score();
    DataSet data = new DataSet(images, Nd4j.create(labels));
    for (int i = 0; i < 60; i++) {
      graph.fit(data);
    }

    assertThat(graph.score()).isLessThan(0.5 * first);
  }

  private static INDArray images(DataFormat format) {
    Nd4j.getRandom().setSeed(5);
    return format == DataFormat.CHANNELS_LAST
        ? Nd4j.rand(DataType.FLOAT, 2, 33, 37, 3)
        : Nd4j.rand(DataType.FLOAT, 2, 3, 33, 37);
  }

  private static ComputationGraph train(Network network, INDArray images, float[][] labels) {
    ComputationGraph graph = new ComputationGraph(network.configuration());
    graph.init();
    graph.setLearningRate(0.05);
    graph.fit(new DataSet(images, Nd4j.create(labels)));
    return graph;
  }
}

package dev.stagewright.layers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.buffer.util.DataTypeUtil;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** The layers that Deeplearning4j does not have, against plain arithmetic in double precision. */
class FamilyLayersTest {

  private static final int SIDE = 5;
  private static final int CHANNELS = 6;

  private static INDArray images(CNN2DFormat format, int batch) {
    Nd4j.getRandom().setSeed(7);
    INDArray images = Nd4j.randn(DataType.DOUBLE, batch, CHANNELS, SIDE, SIDE);
    return format == CNN2DFormat.NCHW ? images : images.permute(0, 2, 3, 1).dup();
  }

  /** Every layer in one graph: a grouped convolution, hard swish, a gate by ECA, a sigmoid head. */
  private static ComputationGraphConfiguration configuration(
      CNN2DFormat format, ConvolutionMode mode, int stride, int dilation, double drop) {
    int padding = mode == ConvolutionMode.Same ? 0 : 1;
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.DOUBLE)
        .seed(3)
        .updater(new NoOp())
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(InputType.convolutional(SIDE, SIDE, CHANNELS, format))
        .addLayer(
            "grouped",
            new GroupedConvolution.Builder(3, 3)
                .groups(3)
                .nIn(CHANNELS)
                .nOut(9)
                .stride(stride, stride)
                .dilation(dilation, dilation)
                .convolutionMode(mode)
                .padding(padding, padding)
                .dataFormat(format)
                .l2(0.1)
                .activation(Activation.IDENTITY)
                .build(),
            "in")
        .addLayer("swish", new ActivationLayer(Activations.hardSwish()), "grouped")
        .addLayer("mean", mean(format), "swish")
        .addLayer(
            "eca",
            new ChannelConvolution.Builder()
                .kernel(5)
                .nIn(9)
                .nOut(9)
                .activation(Activation.SIGMOID)
                .build(),
            "mean")
        .addVertex("gate", new ChannelGate(format), "swish", "eca")
        .addLayer("drop", new DropoutLayer(new StochasticDepth(drop, 11, "drop")), "gate")
        .addLayer("pooled", mean(format), "drop")
        .addLayer(
            "out",
            new OutputLayer.Builder(new SigmoidCrossEntropy())
                .nIn(9)
                .nOut(4)
                .activation(Activation.SIGMOID)
                .build(),
            "pooled")
        .setOutputs("out")
        .build();
  }

  private static GlobalPoolingLayer mean(CNN2DFormat format) {
    int[] cells = format == CNN2DFormat.NHWC ? new int[] {1, 2} : new int[] {2, 3};
    return new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(cells).build();
  }

  private static ComputationGraph graph(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  private static ComputationGraph graph(double drop) {
    return graph(configuration(CNN2DFormat.NHWC, ConvolutionMode.Same, 1, 1, drop));
  }

  private static INDArray of(Map<String, INDArray> outputs, String layer) {
    return requireNonNull(outputs.get(layer));
  }

  @BeforeEach
  void inDoublePrecision() {
    Nd4j.getRandom(); // first, since loading ND4J sets the type
    DataTypeUtil.setDTypeForContext(DataType.DOUBLE);
  }

  @AfterEach
  void inSinglePrecision() {
    DataTypeUtil.setDTypeForContext(DataType.FLOAT);
  }

  @ParameterizedTest
  @CsvSource({
    "NHWC, Same, 1, 1",
    "NCHW, Same, 2, 1",
    "NHWC, Truncate, 2, 1",
    "NCHW, Truncate, 1, 2",
  })
  void gradientsAgreeWithFiniteDifferences(
      CNN2DFormat format, ConvolutionMode mode, int stride, int dilation) {
    ComputationGraph graph = graph(configuration(format, mode, stride, dilation, 0.5));
    INDArray labels = Nd4j.create(new double[][] {{1, 0, 0, 1}, {0, 1, 1, 0}, {0, 0, 0, 0}});

    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(graph)
                    // Asked for where there is dropout; ours draws the same in every pass.
                    .callEachIter(any -> {})
                    .inputs(new INDArray[] {images(format, 3)})
                    .labels(new INDArray[] {labels})))
        .isTrue();
  }

  /** Every group by hand. */
  @ParameterizedTest
  @EnumSource(
      value = CNN2DFormat.class,
      names = {"NHWC", "NCHW"})
  void aGroupSeesItsChannelsOnly(CNN2DFormat format) {
    ComputationGraph graph = graph(configuration(format, ConvolutionMode.Same, 1, 1, 0));
    INDArray images = images(format, 2);
    INDArray kernel = graph.getLayer("grouped").getParam("W");
    assertThat(kernel.shape()).containsExactly(9, 2, 3, 3);
    assertThat(graph.getLayer("grouped").numParams()).isEqualTo(9 * 2 * 9 + 9);

    // Of the layer alone: what follows works in its place.
    INDArray output =
        graph.getLayer("grouped").activate(images, false, LayerWorkspaceMgr.noWorkspaces());

    for (int[] place : new int[][] {{0, 0, 0, 0}, {1, 4, 2, 3}, {1, 8, 4, 4}, {0, 3, 1, 0}}) {
      assertThat(at(output, format, place[0], place[1], place[2], place[3]))
          .isCloseTo(convolved(images, format, kernel, place), within(1e-9));
    }
  }

  /** Widths of real networks: whichever channels a group has, it is read and trained. */
  @ParameterizedTest
  @CsvSource({"32, 4", "32, 32", "64, 8", "24, 2", "16, 1"})
  void anyWidthIsGrouped(int channels, int groups) {
    ComputationGraph graph =
        graph(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .seed(3)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(2, 2, channels, CNN2DFormat.NCHW))
                .addLayer(
                    "grouped",
                    new GroupedConvolution.Builder(1, 1)
                        .groups(groups)
                        .nIn(channels)
                        .nOut(2 * channels)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "in")
                .addLayer("mean", mean(CNN2DFormat.NCHW), "grouped")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(new SigmoidCrossEntropy())
                        .nIn(2 * channels)
                        .nOut(2)
                        .activation(Activation.SIGMOID)
                        .build(),
                    "mean")
                .setOutputs("out")
                .build());
    INDArray images = Nd4j.rand(DataType.DOUBLE, 2, channels, 2, 2);
    INDArray kernel = graph.getLayer("grouped").getParam("W");
    INDArray output = of(graph.feedForward(images, false), "grouped");

    int size = channels / groups;
    for (int o = 0; o < 2 * channels; o++) {
      double sum = 0;
      for (int c = 0; c < size; c++) {
        sum += kernel.getDouble(o, c, 0, 0) * images.getDouble(1, o / (2 * size) * size + c, 1, 0);
      }
      assertThat(output.getDouble(1, o, 1, 0)).isCloseTo(sum, within(1e-9));
    }
    assertThat(
            GradientCheckUtil.checkGradients(
                new GradientCheckUtil.GraphConfig()
                    .net(graph)
                    .inputs(new INDArray[] {images})
                    .labels(new INDArray[] {Nd4j.create(new double[][] {{1, 0}, {0, 1}})})))
        .isTrue();
  }

  private static double convolved(
      INDArray images, CNN2DFormat format, INDArray kernel, int[] place) {
    int first = place[1] / 3 * 2; // channel of the group
    double sum = 0;
    for (int c = 0; c < 2; c++) {
      for (int y = -1; y <= 1; y++) {
        for (int x = -1; x <= 1; x++) {
          int row = place[2] + y;
          int column = place[3] + x;
          if (Math.min(row, column) >= 0 && Math.max(row, column) < SIDE) {
            sum +=
                at(images, format, place[0], first + c, row, column)
                    * kernel.getDouble(place[1], c, y + 1, x + 1);
          }
        }
      }
    }
    return sum;
  }

  private static double at(INDArray map, CNN2DFormat format, int n, int c, int y, int x) {
    return format == CNN2DFormat.NHWC ? map.getDouble(n, y, x, c) : map.getDouble(n, c, y, x);
  }

  @Test
  void channelsAreWeighedByTheirNeighbors() {
    ComputationGraph graph = graph(0);
    INDArray kernel = graph.getLayer("eca").getParam("W");
    var outputs = graph.feedForward(images(CNN2DFormat.NHWC, 2), false);
    double sum = 0;
    for (int j = 1; j < 5; j++) { // the first neighbor of channel 1 is beyond the end
      sum += kernel.getDouble(j) * of(outputs, "mean").getDouble(1, j - 1);
    }

    double weight = 1 / (1 + Math.exp(-sum));
    assertThat(of(outputs, "eca").getDouble(1, 1)).isCloseTo(weight, within(1e-9));
    assertThat(of(outputs, "gate").getDouble(1, 2, 3, 1))
        .isCloseTo(of(outputs, "swish").getDouble(1, 2, 3, 1) * weight, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({"-4, 0", "-3, 0", "-1, -0.3333333333", "0, 0", "2, 1.6666666667", "3, 3", "7, 7"})
  void hardSwishIsPyTorchs(double x, double y) {
    INDArray in = Nd4j.createFromArray(new double[][] {{x}});

    assertThat(Activations.hardSwish().getActivation(in, false).getDouble(0))
        .isCloseTo(y, within(1e-9));
  }

  @Test
  void branchesAreLeftOutAsOftenAsAsked() {
    var depth = new StochasticDepth(0.25, 5, "block");
    int dropped = 0;
    double sum = 0;
    for (int iteration = 0; iteration < 100; iteration++) {
      for (float factor : depth.factors(100, iteration)) {
        dropped += factor == 0 ? 1 : 0;
        sum += factor;
      }
    }

    assertThat(dropped / 10_000.0).isCloseTo(0.25, within(0.02));
    assertThat(sum / 10_000).isCloseTo(1, within(0.03));
    assertThat(depth.factors(50, 3)).isEqualTo(depth.factors(50, 3));
    assertThat(depth.factors(50, 3)).isNotEqualTo(depth.factors(50, 4));
    assertThat(depth.factors(50, 3))
        .isNotEqualTo(new StochasticDepth(0.25, 5, "other").factors(50, 3))
        .isNotEqualTo(new StochasticDepth(0.25, 6, "block").factors(50, 3));
  }

  /** What is left out passes nothing on; predictions are those without the layer. */
  @Test
  void aBranchIsLeftOutInTrainingOnly() {
    ComputationGraph drops = graph(0.5);
    ComputationGraph keeps = graph(0);
    INDArray images = images(CNN2DFormat.NHWC, 8);
    float[] factors = new StochasticDepth(0.5, 11, "drop").factors(8, 0);

    assertThat(drops.outputSingle(images)).isEqualTo(keeps.outputSingle(images));
    INDArray trained = of(drops.feedForward(images, true), "drop");
    INDArray gate = of(keeps.feedForward(images, false), "gate");
    assertThat(factors).contains(0f, 2f);
    for (int i = 0; i < 8; i++) {
      assertThat(trained.slice(i)).isEqualTo(gate.slice(i).mul(factors[i]));
    }
  }

  @Test
  void configurationsAreReadBack() {
    ComputationGraphConfiguration configuration =
        configuration(CNN2DFormat.NCHW, ConvolutionMode.Truncate, 2, 1, 0.5);

    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(configuration.toJson());

    assertThat(read.toJson()).isEqualTo(configuration.toJson());
    assertThat(read.clone().toJson()).isEqualTo(configuration.toJson());
    INDArray images = images(CNN2DFormat.NCHW, 2);
    assertThat(graph(read).outputSingle(images))
        .isEqualTo(graph(configuration).outputSingle(images));
  }

  @Test
  void groupsMustDivide() {
    var builder = new GroupedConvolution.Builder(3, 3).groups(4);
    builder.nIn(6).nOut(8);

    assertThatThrownBy(builder::build)
        .hasMessage("groups is 4, nIn 6, nOut 8; the groups must divide both");
  }
}

package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagewright.engine.Precision;
import dev.stagewright.layers.ChannelConvolution;
import dev.stagewright.layers.ChannelGate;
import dev.stagewright.layers.GroupedConvolution;
import dev.stagewright.layers.HardSwish;
import dev.stagewright.layers.StochasticDepth;
import dev.stagewright.onednn.internal.plan.Natives;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Single layers of the family between a convolution and a head, against float64. */
class FamilyLayersTest {

  /**
   * What lies between the layer "conv" and the global pooling, which reads "x".
   *
   * @param loss of the gradient in bfloat16, as a share of its norm: half a unit in the last place
   *     is 2^-9, and there are a few layers
   */
  private record Body(String name, double loss, UnaryOperator<GraphBuilder> layers) {

    Body(String name, UnaryOperator<GraphBuilder> layers) {
      this(name, 0.015, layers);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final CNN2DFormat FORMAT = CNN2DFormat.NHWC;

  private static SubsamplingLayer pool(SubsamplingLayer.PoolingType type, int kernel, int padding) {
    return new SubsamplingLayer.Builder(type, new int[] {kernel, kernel}, new int[] {2, 2})
        .padding(padding, padding)
        .dataFormat(FORMAT)
        .build();
  }

  private static Layer zeros(int above, int below, int left, int right) {
    return new ZeroPaddingLayer.Builder(above, below, left, right).dataFormat(FORMAT).build();
  }

  private static Body padded(String name, Layer then) {
    return new Body(
        name, graph -> graph.addLayer("pad", zeros(1, 2, 2, 1), "conv").addLayer("x", then, "pad"));
  }

  private static Layer grouped(int groups) {
    GroupedConvolution.Builder builder = new GroupedConvolution.Builder(3, 3).groups(groups);
    builder.nOut(32).padding(1, 1).dataFormat(FORMAT);
    return builder.build();
  }

  private static Layer convolution(int filters) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(filters)
        .padding(1, 1)
        .dataFormat(FORMAT)
        .build();
  }

  private static Layer normalization() {
    return new BatchNormalization.Builder().useLogStd(false).dataFormat(FORMAT).build();
  }

  /** A normalization and a nonlinearity in front of a convolution. */
  private static Body preactivated(IActivation function) {
    return new Body(
        function + " in front of a convolution",
        g ->
            g.addLayer("bn", normalization(), "conv")
                .addLayer("function", new ActivationLayer(function), "bn")
                .addLayer("x", convolution(8), "function"));
  }

  private static Body gatedSum(double loss, IActivation function) {
    return new Body(
        "a gate, stochastic depth, a sum and " + function,
        loss,
        g ->
            squeezeAndExcite(
                    g.addLayer("branch", convolution(16), "conv")
                        .addLayer("bn", normalization(), "branch"),
                    "bn",
                    "gate")
                .addLayer("depth", new DropoutLayer(new StochasticDepth(0.5, 3, "x")), "gate")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "depth", "conv")
                .addLayer("x", new ActivationLayer(function), "sum"));
  }

  private static GraphBuilder squeezeAndExcite(GraphBuilder graph, String map, String gated) {
    return graph
        .addLayer("squeeze", new GlobalPoolingLayer(PoolingType.AVG), map)
        .addLayer("reduce", dense(8, Activation.RELU), "squeeze")
        .addLayer("expand", dense(16, Activation.SIGMOID), "reduce")
        .addVertex(gated, new ChannelGate(FORMAT), map, "expand");
  }

  private static Layer dense(int width, Activation activation) {
    return new DenseLayer.Builder().nOut(width).activation(activation).build();
  }

  private static Layer channels() {
    return new ChannelConvolution.Builder()
        .kernel(3)
        .nIn(16)
        .nOut(16)
        .activation(Activation.SIGMOID)
        .build();
  }

  static Stream<Arguments> bodies() {
    Layer convolution =
        new ConvolutionLayer.Builder(3, 3).nOut(8).stride(2, 2).dataFormat(FORMAT).build();
    return Stream.of(
            padded("maximum over a border of zeros", pool(SubsamplingLayer.PoolingType.MAX, 3, 0)),
            padded("mean over a border of zeros", pool(SubsamplingLayer.PoolingType.AVG, 3, 0)),
            padded("convolution over a border of zeros", convolution),
            padded(
                "a border of zeros and one that does not count",
                pool(SubsamplingLayer.PoolingType.MAX, 3, 1)),
            new Body(
                "one cell of four",
                g -> g.addLayer("x", pool(SubsamplingLayer.PoolingType.MAX, 1, 0), "conv")),
            new Body("Mish", g -> g.addLayer("x", new ActivationLayer(Activation.MISH), "conv")),
            new Body(
                "hard swish", g -> g.addLayer("x", new ActivationLayer(new HardSwish()), "conv")),
            new Body(
                "stochastic depth",
                g -> g.addLayer("x", new DropoutLayer(new StochasticDepth(0.5, 3, "x")), "conv")),
            new Body("4 groups", g -> g.addLayer("x", grouped(4), "conv")),
            new Body("8 groups", g -> g.addLayer("x", grouped(8), "conv")),
            new Body(
                "16 groups of 64 channels",
                g ->
                    g.addLayer("more", convolution(64), "conv").addLayer("x", grouped(16), "more")),
            preactivated(new ActivationReLU()),
            preactivated(new ActivationMish()),
            new Body("squeeze and excitation", g -> squeezeAndExcite(g, "conv", "x")),
            // Where rounding moves a sum over 0, ReLU's slope is 0 instead of 1, or 1 instead of
            // 0: that is 0.05 here. Without its kink gate, mask, sum and normalization lose 0.008.
            gatedSum(0.08, new ActivationReLU()),
            gatedSum(0.015, new ActivationMish()),
            new Body(
                "stochastic depth behind a normalization",
                g ->
                    g.addLayer("branch", convolution(16), "conv")
                        .addLayer("bn", normalization(), "branch")
                        .addLayer("depth", new DropoutLayer(new StochasticDepth(0.5, 3, "x")), "bn")
                        .addVertex(
                            "x", new ElementWiseVertex(ElementWiseVertex.Op.Add), "depth", "conv")),
            new Body(
                "efficient channel attention",
                g ->
                    g.addLayer("squeeze", new GlobalPoolingLayer(PoolingType.AVG), "conv")
                        .addLayer("weigh", channels(), "squeeze")
                        .addVertex("x", new ChannelGate(FORMAT), "conv", "weigh")),
            new Body("dropout at rate 0", g -> g.addLayer("x", new DropoutLayer(1.0), "conv")))
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void computesWhatDeeplearning4jComputes(Body body) {
    ComputationGraph stock = graph(body);
    ComputationGraph exact = stock.convertDataType(DataType.DOUBLE);
    ComputationGraph engine = SmallGraph.engine(stock);
    assertThat(engine).isInstanceOf(OneDnnGraph.class);
    DataSet data = data();
    INDArray x = data.getFeatures();
    Graphs.assertClose(
        "output",
        engine.outputSingle(x),
        exact.outputSingle(x.castTo(DataType.DOUBLE)),
        1e-6,
        1e-5);
    Graphs.gradients(engine, data);
    Graphs.trainingLoss(exact, data);
    Graphs.assertClose(
        "gradient", engine.gradient().gradient(), exact.gradient().gradient(), 1e-5, 1e-4);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void followsInBfloat16(Body body) {
    assumeTrue(Natives.hasBf16(), "this processor has no bfloat16 arithmetic");
    ComputationGraph stock = graph(body);
    ComputationGraph half = new OneDnnEngine().attach(stock, Precision.BF16);
    assertThat(half).isInstanceOf(OneDnnGraph.class);
    DataSet data = data();
    INDArray output = stock.outputSingle(data.getFeatures());
    Graphs.assertClose("output", half.outputSingle(data.getFeatures()), output, 1e-2, 2e-2);
    Graphs.gradients(half, data);
    Graphs.gradients(stock, data);
    INDArray expected = stock.gradient().gradient();
    double distance = Graphs.norm(half.gradient().gradient().sub(expected));
    assertThat(distance / Graphs.norm(expected)).as("gradient").isBetween(1e-6, body.loss());
  }

  @Test
  void dropoutActsInTrainingOnlyAndDrawsByTheStep() {
    Body dropout = new Body("dropout", g -> g.addLayer("x", new DropoutLayer(0.75), "conv"));
    ComputationGraph stock = graph(dropout);
    ComputationGraph engine = SmallGraph.engine(stock);
    DataSet data = data();
    INDArray x = data.getFeatures();
    Graphs.assertClose("output", engine.outputSingle(x), stock.outputSingle(x), 1e-6, 1e-5);
    Graphs.gradients(engine, data);
    INDArray gradient = engine.gradient().gradient().dup();
    Graphs.gradients(engine, data);
    assertThat(engine.gradient().gradient()).isEqualTo(gradient);
    engine.getConfiguration().setIterationCount(1);
    Graphs.gradients(engine, data);
    assertThat(engine.gradient().gradient()).isNotEqualTo(gradient);
  }

  static Stream<Arguments> nothingIsDropped() {
    return Stream.of(new Dropout(1), new StochasticDepth(0, 3, "x"))
        .flatMap(rate0 -> Stream.of(Arguments.of(rate0, true), Arguments.of(rate0, false)));
  }

  /** To the bit. */
  @ParameterizedTest
  @MethodSource("nothingIsDropped")
  void atRate0TrainingIsThatWithoutDropout(IDropout rate0, boolean onEngine) {
    ComputationGraph with =
        graph(
            new Body(
                "dropout",
                g ->
                    g.addLayer("drop", new DropoutLayer(rate0), "conv")
                        .addLayer("x", convolution(8), "drop")));
    ComputationGraph without =
        graph(new Body("none", g -> g.addLayer("x", convolution(8), "conv")));
    if (onEngine) {
      with = SmallGraph.engine(with);
      without = SmallGraph.engine(without);
    }

    assertThat(with instanceof OneDnnGraph).isEqualTo(onEngine);
    assertThat(with).hasSameClassAs(without);

    Graphs.gradients(with, data());
    Graphs.gradients(without, data());

    assertThat(with.score()).isEqualTo(without.score());
    assertThat(with.gradient().gradient()).isEqualTo(without.gradient().gradient());
  }

  private static ComputationGraph graph(Body body) {
    GraphBuilder builder =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Sgd(0.1))
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.convolutional(9, 10, 3, FORMAT))
            .addLayer(
                "conv",
                new ConvolutionLayer.Builder(1, 1)
                    .nOut(16)
                    .activation(Activation.TANH)
                    .dataFormat(FORMAT)
                    .build(),
                "input");
    ComputationGraph graph =
        new ComputationGraph(
            body.layers()
                .apply(builder)
                .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "x")
                .addLayer(
                    "head",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(3)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "mean")
                .setOutputs("head")
                .build());
    graph.init();
    return graph;
  }

  private static DataSet data() {
    Nd4j.getRandom().setSeed(1);
    INDArray labels = Nd4j.randn(DataType.FLOAT, 2, 3);
    return new DataSet(Nd4j.randn(DataType.FLOAT, 2, 9, 10, 3), labels);
  }
}

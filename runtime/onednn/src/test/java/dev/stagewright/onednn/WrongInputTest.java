package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.engine.InputException;
import dev.stagewright.engine.Precision;
import dev.stagewright.errors.StagewrightException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** A wrong array is told, and the engine goes on with the next one. */
class WrongInputTest {

  /** Its pool and its dense layer want maps of one size, its strides some sizes of images. */
  private static ComputationGraph fixedSize(CNN2DFormat format) {
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Sgd(0.1))
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(28, 28, 1, format));
    graph.addLayer(
        "conv",
        new ConvolutionLayer.Builder(3, 3).stride(2, 2).nOut(4).dataFormat(format).build(),
        "image");
    graph.addLayer(
        "pool",
        new SubsamplingLayer.Builder(PoolingType.AVG)
            .kernelSize(4, 4)
            .stride(4, 4)
            .dataFormat(format)
            .build(),
        "conv");
    graph.addLayer("output", new OutputLayer.Builder().nOut(3).build(), "pool");
    return attached(graph.setOutputs("output").build());
  }

  private static ComputationGraph attached(
      org.deeplearning4j.nn.conf.ComputationGraphConfiguration configuration) {
    ComputationGraph stock = new ComputationGraph(configuration);
    stock.init();
    ComputationGraph engine = new OneDnnEngine().attach(stock, Precision.F32);
    assertThat(engine).isInstanceOf(OneDnnGraph.class);
    return engine;
  }

  /** A map, normalized first, and a vector. */
  private static ComputationGraph twoInputs() {
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .graphBuilder()
            .addInputs("map", "vector")
            .setInputTypes(
                InputType.convolutional(6, 6, 2, CNN2DFormat.NHWC), InputType.feedForward(5));
    graph.addLayer(
        "norm",
        new BatchNormalization.Builder().useLogStd(false).dataFormat(CNN2DFormat.NHWC).build(),
        "map");
    graph.addLayer(
        "conv",
        new ConvolutionLayer.Builder(3, 3).nOut(4).dataFormat(CNN2DFormat.NHWC).build(),
        "norm");
    graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "conv");
    graph.addLayer("dense", new DenseLayer.Builder().nOut(4).build(), "vector");
    graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "pool", "dense");
    graph.addLayer("a", new OutputLayer.Builder().nOut(3).build(), "sum");
    graph.addLayer("b", new OutputLayer.Builder().nOut(2).build(), "sum");
    return attached(graph.setOutputs("b", "a").build());
  }

  private static INDArray[] arrays(long[]... shapes) {
    return Arrays.stream(shapes)
        .map(shape -> Nd4j.ones(DataType.FLOAT, shape))
        .toArray(INDArray[]::new);
  }

  private static long[] shape(long... sides) {
    return sides;
  }

  static Stream<Arguments> wrong() {
    String last =
        "expected [batch, height, width, 1] with height and width from 25 to 32, channels last";
    String first =
        "expected [batch, 1, height, width] with height and width from 25 to 32, channels first";
    String two = "\"map\" [batch, height, width, 2], channels last and \"vector\" [batch, 5]";
    return Stream.of(
        Arguments.of(
            fixedSize(CNN2DFormat.NHWC),
            List.of(shape(2, 1, 28, 28)),
            "input \"image\": found [2, 1, 28, 28]; "
                + last
                + ". The array has its channels first: permute(0, 2, 3, 1) makes it [2, 28, 28, 1]"),
        Arguments.of(
            fixedSize(CNN2DFormat.NCHW),
            List.of(shape(2, 28, 28, 1)),
            "input \"image\": found [2, 28, 28, 1]; "
                + first
                + ". The array has its channels last: permute(0, 3, 1, 2) makes it [2, 1, 28, 28]"),
        Arguments.of(
            fixedSize(CNN2DFormat.NHWC),
            List.of(shape(2, 784)),
            "input \"image\": found [2, 784]; " + last),
        Arguments.of(
            fixedSize(CNN2DFormat.NHWC),
            List.of(shape(28, 28, 1)),
            "input \"image\": found [28, 28, 1]; " + last),
        Arguments.of(
            fixedSize(CNN2DFormat.NHWC),
            List.of(shape(2, 28, 28, 3)),
            "input \"image\": found [2, 28, 28, 3]; " + last),
        Arguments.of(
            fixedSize(CNN2DFormat.NHWC),
            List.of(shape(2, 64, 64, 1)),
            "input \"image\": found [2, 64, 64, 1], for which layer \"output\" would get 7 x 7 x 4, its weights are [36, 3]; "
                + last),
        Arguments.of(
            fixedSize(CNN2DFormat.NHWC),
            List.of(shape(2, 2, 2, 1)),
            "input \"image\": found [2, 2, 2, 1], for which layer \"conv\" would be empty, made of 2 x 2 x 1; "
                + last),
        Arguments.of(
            twoInputs(), List.of(shape(2, 6, 6, 2)), "found 1 input array(s); expected 2: " + two),
        Arguments.of(
            twoInputs(),
            List.of(shape(2, 6, 6, 2), shape(3, 5)),
            "input \"vector\": found a batch of 3; expected 2, as in input \"map\""),
        Arguments.of(
            twoInputs(),
            List.of(shape(2, 6, 6, 2), shape(2, 7)),
            "input \"vector\": found [2, 7]; expected [batch, 5]"),
        Arguments.of(
            twoInputs(),
            List.of(shape(2, 6, 6, 3), shape(2, 5)),
            "input \"map\": found [2, 6, 6, 3]; expected [batch, height, width, 2], channels last"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void isToldWithTheShapeThatTheGraphWants(
      ComputationGraph engine, List<long[]> shapes, String message) {
    assertThatThrownBy(() -> engine.output(arrays(shapes.toArray(long[][]::new))))
        .hasMessage(message)
        .asInstanceOf(InstanceOfAssertFactories.type(InputException.class))
        .returns(StagewrightException.Kind.USAGE, InputException::kind);
    assertThat(new OneDnnEngine().status(engine)).startsWith("onednn, float32, ");
  }

  @Test
  void anEmptyBatchIsTold() {
    ComputationGraph engine = fixedSize(CNN2DFormat.NHWC);
    INDArray empty = Nd4j.empty(DataType.FLOAT).reshape(0, 28, 28, 1);

    assertThatThrownBy(() -> engine.output(empty))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "input \"image\": found [0, 28, 28, 1], which is empty; expected [batch, ");
  }

  @Test
  void labelsThatDoNotFitAreToldWithTheirOutput() {
    ComputationGraph engine = twoInputs();
    INDArray[] features = arrays(shape(2, 6, 6, 2), shape(2, 5));

    assertThatThrownBy(() -> engine.fit(features, arrays(shape(2, 3), shape(2, 2))))
        .isInstanceOf(InputException.class)
        .hasMessage("labels of output \"b\": found [2, 3]; expected [2, 2]");
    engine.fit(features, arrays(shape(2, 2), shape(2, 3)));
    assertThat(engine.getIterationCount()).isEqualTo(1);
  }
}

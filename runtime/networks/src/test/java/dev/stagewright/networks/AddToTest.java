package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.stagewright.network.Network;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Generated networks inside somebody else's graph. */
class AddToTest {

  private static final Generated NET =
      Generated.from(
          "@ResNet(input = @Input(height = 16, width = 16, channels = 3))",
          "@Stem(filters = 4, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))",
          "@Stage(blocks = 1, filters = {4, 4, 8})",
          "@Stage(blocks = 2, filters = {8, 8, 16})",
          "@Head(pool = 4, classes = 5)");

  /** Stage 2 has an l2 of 0, stage 3 its own. */
  private static final Generated PENALIZED =
      Generated.from(
          "@ResNet(input = @Input(height = 16, width = 16, channels = 3), l1 = 1e-3, l2 = 1e-2)",
          "@Stem(filters = 4, kernel = 3, stride = 1, padding = 1)",
          "@Stage(blocks = 1, filters = {4, 4, 8}, l1 = 0, l2 = 0)",
          "@Stage(blocks = 1, filters = {8, 8, 16}, l2 = 0.1)",
          "@Head(pool = 4, classes = 5)");

  /** With or without input types, from which Deeplearning4j could infer what is left out. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void followsAnotherModelsLayersAndTakesASecondHead(boolean inputTypes) {
    Network network = NET.network();
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Nesterovs(0.05))
            .activation(Activation.TANH)
            .graphBuilder()
            .addInputs("gray")
            .addLayer("colors", colors(), "gray");
    if (inputTypes) {
      graph.setInputTypes(InputType.convolutional(16, 16, 1, CNN2DFormat.NHWC));
    }
    String top = network.addTo(graph, "colors");
    OutputLayer side =
        new OutputLayer.Builder(LossFunction.MSE)
            .nIn(2 * 2 * 16)
            .nOut(2)
            .activation(Activation.IDENTITY)
            .build();
    graph.addLayer(
        "side", side, new CnnToFeedForwardPreProcessor(2, 2, 16, CNN2DFormat.NHWC), "avg_pool");
    graph.setOutputs(top, "side");
    ComputationGraph model = new ComputationGraph(graph.build());
    model.init();
    Map<String, INDArray> before = copy(model.paramTable());

    model.fit(
        new MultiDataSet(
            new INDArray[] {Nd4j.rand(DataType.FLOAT, 4, 16, 16, 1)},
            new INDArray[] {Nd4j.eye(5).castTo(DataType.FLOAT).get(rows(4)), Nd4j.ones(4, 2)}));

    assertThat(top).isEqualTo("fc1000");
    // The gradient reaches back to the other model's layers through the whole network.
    for (String name : new String[] {"colors_W", "conv1_W", "res3b_branch2c_W", "fc1000_W"}) {
      assertThat(model.paramTable().get(name)).as(name).isNotEqualTo(before.get(name));
    }
  }

  private static INDArrayIndex rows(int count) {
    return NDArrayIndex.interval(0, count);
  }

  private static ConvolutionLayer colors() {
    return new ConvolutionLayer.Builder(1, 1).nIn(1).nOut(3).dataFormat(CNN2DFormat.NHWC).build();
  }

  private static Map<String, INDArray> copy(Map<String, INDArray> parameters) {
    return parameters.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().dup()));
  }

  /** What an enclosing builder sets for all layers changes no layer's arithmetic. */
  @Test
  void isTheSameNetworkUnderOtherDefaults() {
    Network network = NET.builder().seed(3).build();
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .activation(Activation.TANH)
            .biasInit(7)
            .weightInit(WeightInit.ONES)
            .convolutionMode(ConvolutionMode.Strict)
            .graphBuilder()
            .addInputs("input");
    graph.setOutputs(network.addTo(graph, "input"));
    ComputationGraph appended = new ComputationGraph(graph.build());
    appended.init();
    INDArray image = Nd4j.rand(DataType.FLOAT, 2, 16, 16, 3);

    assertThat(appended.outputSingle(image)).isEqualTo(network.build().outputSingle(image));
  }

  static Stream<UnaryOperator<NeuralNetConfiguration.Builder>> settings() {
    return Stream.of(
        builder -> builder.l1(0.1).l2(0.1),
        builder -> builder.l1Bias(0.1).l2Bias(0.1),
        builder -> builder.weightDecay(0.1).weightDecayBias(0.1),
        builder -> builder.dropOut(0.5),
        builder -> builder.weightNoise(new DropConnect(0.5)),
        builder -> builder.constrainWeights(new NonNegativeConstraint()),
        builder -> builder.constrainBias(new NonNegativeConstraint()));
  }

  /** Deeplearning4j takes "none" of a layer for "not set". */
  @ParameterizedTest
  @MethodSource("settings")
  void learnsAsItWouldAloneWhateverTheGraphsBuilderSetsForAllLayers(
      UnaryOperator<NeuralNetConfiguration.Builder> settings) {
    Network network = PENALIZED.builder().seed(3).build();
    GraphBuilder graph =
        settings
            .apply(new NeuralNetConfiguration.Builder().seed(3).updater(new Sgd()))
            .graphBuilder()
            .addInputs("input");
    graph.setOutputs(network.addTo(graph, "input"));
    ComputationGraphConfiguration built = graph.build();
    ComputationGraph appended = new ComputationGraph(built);
    appended.init();
    ComputationGraph alone = network.build();
    DataSet images =
        new DataSet(
            Nd4j.rand(DataType.FLOAT, 4, 16, 16, 3),
            Nd4j.eye(5).castTo(DataType.FLOAT).get(rows(4)));

    appended.fit(images);
    alone.fit(images);

    assertThat(layers(built)).isEqualTo(layers(network.configuration()));
    assertThat(appended.score()).isCloseTo(alone.score(), offset(1e-6));
    assertThat(appended.params().equalsWithEps(alone.params(), 1e-6)).isTrue();
  }

  private static Map<String, Layer> layers(ComputationGraphConfiguration configuration) {
    return configuration.getVertices().entrySet().stream()
        .filter(entry -> entry.getValue() instanceof LayerVertex)
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> ((LayerVertex) entry.getValue()).getLayerConf().getLayer()));
  }
}

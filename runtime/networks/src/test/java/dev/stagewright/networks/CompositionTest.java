package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Features;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.network.OptionException;
import dev.stagewright.network.StageInfo;
import dev.stagewright.weights.InitialWeights;
import dev.stagewright.weights.LoadMode;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Declared networks as parts of others: several in one graph, and their feature maps. */
class CompositionTest {

  private static final Generated NET =
      Generated.from(
          "@ResNet(convention = Convention.TORCH, nonlinearity = Nonlinearity.RELU,",
          "    attention = @Attention(kind = Attention.Kind.SE),",
          "    input = @Input(height = 32, width = 48))",
          "@Stem(filters = 8)",
          "@Stage(blocks = 1, filters = {8, 8, 16})",
          "@Stage(blocks = 2, filters = {16, 16, 32})",
          "@Stage(blocks = 1, filters = {16, 24})",
          "@Head(classes = 5)");

  private static NetworkBuilder<?> builder() {
    return NET.builder();
  }

  private static INDArray images() {
    Nd4j.getRandom().setSeed(7);
    return Nd4j.rand(DataType.FLOAT, 2, 32, 48, 3);
  }

  /** Parameters that no initialization gives, so that a layer that is not loaded is noticed. */
  private static ComputationGraph trained(Network network) {
    ComputationGraph graph = new ComputationGraph(network.configuration());
    graph.init();
    graph.params().addi(Nd4j.rand(DataType.FLOAT, graph.params().shape()).muli(0.05));
    return graph;
  }

  private static WeightFile weights(ComputationGraph graph) {
    return WeightFile.of(Path.of("memory"), graph);
  }

  private static GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder()
        .seed(1)
        .updater(new Sgd(0.1))
        .graphBuilder()
        .addInputs("image")
        .setInputTypes(InputType.convolutional(32, 48, 3, CNN2DFormat.NHWC));
  }

  private static ComputationGraph initialized(GraphBuilder graph) {
    ComputationGraph made = new ComputationGraph(graph.build());
    made.init();
    return made;
  }

  @Test
  void twoNetworksFitIntoOneGraphAndWeightsLoadThroughThePrefix() {
    Network left = builder().build();
    Network right = builder().classes(3).build();
    ComputationGraph leftAlone = trained(left);
    ComputationGraph rightAlone = trained(right);
    GraphBuilder graph = graph();
    String leftEnd = left.addTo(graph, "image", "left_");
    String rightEnd = right.addTo(graph, "image", "right_");
    ComputationGraph both = initialized(graph.setOutputs(leftEnd, rightEnd));

    WeightLoader.load(weights(leftAlone).renamed("left_"::concat), both, LoadMode.BY_NAME);
    WeightLoader.load(weights(rightAlone).renamed("right_"::concat), both, LoadMode.BY_NAME);

    assertThat(List.of(leftEnd, rightEnd)).containsExactly("left_fc", "right_fc");
    INDArray[] outputs = both.output(images());
    assertThat(outputs[0]).isEqualTo(leftAlone.outputSingle(images()));
    assertThat(outputs[1]).isEqualTo(rightAlone.outputSingle(images()));
  }

  @Test
  void aPrefixThatIsTakenIsNamedAndNothingAppended() {
    GraphBuilder graph = graph();
    builder().build().addTo(graph, "image", "left_");
    int before = graph.getVertices().size();

    assertThatThrownBy(() -> builder().build().addTo(graph, "image", "left_"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "prefix: found \"left_\", but the graph has a layer left_conv1 already; give every network"
                + " a prefix of its own");
    assertThat(graph.getVertices()).hasSize(before);
  }

  @Test
  void channelsAndStridesOfStagesAreConstants() throws ReflectiveOperationException {
    Class<?> type = builder().build().getClass();
    Map<String, List<Integer>> expected =
        Map.of("STAGE_2", List.of(16, 4), "STAGE_3", List.of(32, 8), "STAGE_4", List.of(24, 16));

    for (StageInfo stage : builder().build().features().stages()) {
      String constant = "STAGE_" + stage.number();
      List<Integer> numbers =
          List.of(
              type.getField(constant + "_CHANNELS").getInt(null),
              type.getField(constant + "_STRIDE").getInt(null));
      assertThat(numbers)
          .isEqualTo(expected.get(constant))
          .containsExactly(stage.channels(), stage.reduction());
    }
  }

  @ParameterizedTest
  @EnumSource
  void featuresAreTheMapsOfTheChosenStages(DataFormat format) {
    Network network = builder().dataFormat(format).build();
    ComputationGraph whole = trained(network);
    Features features =
        builder()
            .dataFormat(format)
            .weights(InitialWeights.of(weights(whole), Map.of(), LoadMode.BY_NAME, report -> {}))
            .build()
            .features("layer2.1.out", "layer1.0.out");
    INDArray images =
        format == DataFormat.CHANNELS_LAST ? images() : images().permute(0, 3, 1, 2).dup();

    ComputationGraph graph = features.build();

    assertThat(features.stages()).extracting(StageInfo::number).containsExactly(3, 2);
    Map<String, INDArray> maps = whole.feedForward(images, false);
    INDArray[] outputs = graph.output(images);
    assertThat(outputs).hasSize(2);
    assertThat(outputs[0].equalsWithEps(maps.get("layer2.1.out"), 1e-4)).isTrue();
    assertThat(outputs[1].equalsWithEps(maps.get("layer1.0.out"), 1e-4)).isTrue();
    assertThat(graph.getConfiguration().getVertices().keySet())
        .contains("layer2.1.out")
        .noneMatch(layer -> layer.startsWith("layer3") || layer.equals("fc"));
  }

  /** As a segmentation: a layer of somebody else's behind a stage, trained through the body. */
  @Test
  void featuresAreTrainedByWhatFollowsThem() {
    GraphBuilder graph = graph();
    List<String> maps = builder().build().features("layer2.1.out").addTo(graph, "image", "body_");
    graph
        .addLayer(
            "pixels",
            new ConvolutionLayer.Builder(1, 1)
                .nIn(32)
                .nOut(2)
                .dataFormat(CNN2DFormat.NHWC)
                .activation(Activation.IDENTITY)
                .build(),
            maps.get(0))
        .addLayer(
            "loss",
            new CnnLossLayer.Builder(LossFunction.MSE)
                .format(CNN2DFormat.NHWC)
                .activation(Activation.IDENTITY)
                .build(),
            "pixels");
    ComputationGraph model = initialized(graph.setOutputs("loss"));
    INDArray before = model.getParam("body_conv1_W").dup();

    model.fit(new DataSet(images(), Nd4j.ones(DataType.FLOAT, 2, 4, 6, 2)));

    assertThat(maps).containsExactly("body_layer2.1.out");
    assertThat(model.getParam("body_conv1_W")).isNotEqualTo(before);
  }

  @Test
  void aLayerThatEndsNoStageIsNoFeature() {
    assertThatThrownBy(() -> builder().build().features("layer2.0.out"))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "features: found \"layer2.0.out\"; the stages of Net end in layer1.0.out, layer2.1.out,"
                + " layer3.0.out");
  }

  @Test
  void aStageIsAFeatureOnce() {
    assertThatThrownBy(() -> builder().build().features("layer2.1.out", "layer2.1.out"))
        .isInstanceOf(OptionException.class)
        .hasMessage("features: found [layer2.1.out, layer2.1.out]; name every stage once");
  }

  @Test
  void aChangedNumberOfClassesKeepsTheBodysWeights() {
    ComputationGraph before = trained(builder().build());

    ComputationGraph graph =
        builder()
            .classes(9)
            .weights(InitialWeights.of(weights(before), Map.of(), LoadMode.NEW_HEAD, report -> {}))
            .build()
            .build();

    assertThat(graph.getParam("layer3.0.conv2_W")).isEqualTo(before.getParam("layer3.0.conv2_W"));
    assertThat(graph.getParam("bn1_mean")).isEqualTo(before.getParam("bn1_mean"));
    assertThat(graph.getParam("fc_W").shape()).containsExactly(24, 9);
  }
}

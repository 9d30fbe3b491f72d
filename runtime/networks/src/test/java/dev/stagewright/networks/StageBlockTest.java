package dev.stagewright.networks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.network.BlockException;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.LayerFacts;
import dev.stagewright.network.Network;
import dev.stagewright.processor.Project;
import dev.stagewright.processor.Project.Tool;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Stages whose blocks a user's class makes, and what is said where these are not what they must.
 */
class StageBlockTest {

  private static final String CONVOLUTION =
      """
      var convolution =
          new org.deeplearning4j.nn.conf.layers.ConvolutionLayer.Builder(%s)
              .nIn(block.channels())
              .nOut(%s)
              .stride(%s)
              .convolutionMode(org.deeplearning4j.nn.conf.ConvolutionMode.%s)
              .dataFormat(block.format())
              .activation(org.nd4j.linalg.activations.Activation.RELU)
              .regularization(block.penalty().toDl4j())
              .build();
      dev.stagewright.network.DeclaredLayers.add(graph, %s, convolution, block.input());
      """;

  private static final String SOUND =
      CONVOLUTION.formatted(
          "block.kernel(), block.kernel()",
          "block.outputChannels()",
          "block.stride(), block.stride()",
          "Same",
          "block.output()");

  private static Generated compile(String convention, String statements) {
    return Generated.withBlock(
        statements,
        "@ResNet(convention = Convention." + convention + ", l2 = 1e-3,",
        "    input = @Input(height = 17, width = 19))",
        "@Stem(filters = 8, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))",
        "@Stage(blocks = 1, filters = {8, 8})",
        "@Stage(blocks = 2, filters = {5, 12}, kernel = 5, l1 = 1e-4, block = Net.Own.class)",
        "@Stage(blocks = 1, filters = {16, 16})",
        "@Head(classes = 3, pool = 5)");
  }

  @ParameterizedTest
  @EnumSource
  void aNetworkWithThemPredictsAndLearns(DataFormat format) {
    Network network = compile("KERAS_LEGACY", SOUND).builder().dataFormat(format).build();
    ComputationGraph graph = new ComputationGraph(network.configuration());
    graph.init();
    INDArray images =
        format == DataFormat.CHANNELS_LAST
            ? Nd4j.rand(DataType.FLOAT, 3, 17, 19, 3)
            : Nd4j.rand(DataType.FLOAT, 3, 3, 17, 19);
    INDArray before = graph.getParam("out3a_W").dup();

    graph.fit(new DataSet(images, Nd4j.eye(3).castTo(DataType.FLOAT)));

    assertThat(graph.getParam("out3a_W")).isNotEqualTo(before);
    assertThat(graph.outputSingle(images).shape()).containsExactly(3, 3);
  }

  @ParameterizedTest
  @CsvSource({"KERAS_LEGACY, out3b", "KERAS, conv3_block2_out", "TORCH, layer2.1.out"})
  void theyAreNamedByTheConvention(String convention, String output) {
    Network network = compile(convention, SOUND).network();

    assertThat(network.stages().get(1).output()).isEqualTo(output);
    assertThat(Generated.shapes(network)).containsEntry(output, List.of(9L, 10L, 12L));
  }

  /** Members of an interface are public and static though nothing says so. */
  @ParameterizedTest
  @EnumSource
  void bothCompilersTakeThem(Tool tool, @TempDir Path folder) {
    Project project =
        Project.empty(folder)
            .with(
                "test/Net.java",
                "package test; import dev.stagewright.dsl.*;",
                "import dev.stagewright.network.*;",
                "import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;",
                "@ResNet @Stem @Head(pool = 0)",
                "@Stage(blocks = 1, filters = 4, block = Net.Own.class)",
                "interface Net { class Own implements StageBlock {",
                "  @Override public void addTo(GraphBuilder graph, BlockSpec block) {} } }");

    assertThat(project.messages(tool))
        .singleElement()
        .asString()
        .contains("block is test.Net.Own", "this one is inside of Net, which is not public.");
    assertThat(
            project
                .with(
                    "test/Net.java",
                    requireNonNull(project.files().get("test/Net.java"))
                        .replace("interface", "public interface"))
                .messages(tool))
        .isEmpty();
  }

  /** The stage's filters, kernel, stride and penalties; the network's l2 is inherited. */
  @Test
  void theyGetWhatTheStageSays() {
    var layer =
        Generated.layer(
            compile("TORCH", SOUND).network(),
            "layer2.0.out",
            org.deeplearning4j.nn.conf.layers.ConvolutionLayer.class);

    assertThat(layer.getKernelSize()).containsExactly(5, 5);
    assertThat(layer.getStride()).containsExactly(2, 2);
    assertThat(layer.getRegularization()).hasSize(2);
  }

  @Test
  void theirLayersAreToldByTheGraphItself() {
    Generated generated = compile("TORCH", SOUND);

    assertThat(generated.description().get("stages").getAsJsonArray().get(1).getAsJsonObject())
        .extracting(stage -> stage.get("block").getAsString())
        .isEqualTo("test.Net$Own");
    assertThat(generated.description().has("standalone")).isFalse();
    assertThat(LayerFacts.of(generated.network()))
        .filteredOn(fact -> fact.name().equals("layer2.0.out"))
        .containsExactly(
            new LayerFacts(
                "layer2.0.out",
                "ConvolutionLayer",
                List.of("layer1.0.out"),
                List.of(9, 10, 12),
                5 * 5 * 8 * 12 + 12,
                5 * 5 * 8 * 12 + 12,
                2 * 5 * 5 * 8 * 12 * 9 * 10,
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "block.outputChannels() + 1 | block.stride(), block.stride() | Same | block.output() |"
            + " the block makes 9 x 10 x 13 (NHWC) of 17 x 19 x 8 (NHWC); with stride = 2 and 12 as"
            + " the last of its filters the stage declares 9 x 10 x 12 (NHWC). Change the block, or"
            + " the @Stage",
        "block.outputChannels() | 1, 1 | Same | block.output() |"
            + " the block makes 17 x 19 x 12 (NHWC) of 17 x 19 x 8 (NHWC); with stride = 2 and 12"
            + " as the last of its filters the stage declares 9 x 10 x 12 (NHWC). Change the block,"
            + " or the @Stage",
        "block.outputChannels() | block.stride(), block.stride() | Truncate | block.output() |"
            + " the block makes 7 x 8 x 12 (NHWC) of 17 x 19 x 8 (NHWC); with stride = 2 and 12 as"
            + " the last of its filters the stage declares 9 x 10 x 12 (NHWC). Change the block, or"
            + " the @Stage",
        "block.outputChannels() | block.stride(), block.stride() | Same | block.layer(\"end\") |"
            + " the block added no layer out3a, in which it must end. Name its last layer or vertex"
            + " block.output()"
      })
  void whatTheyMakeIsCheckedWhenTheGraphIsBuilt(
      String channels, String stride, String mode, String name, String message) {
    Network network =
        compile(
                "KERAS_LEGACY",
                CONVOLUTION.formatted(
                    "block.kernel(), block.kernel()", channels, stride, mode, name))
            .network();

    assertThatThrownBy(network::configuration)
        .isInstanceOf(BlockException.class)
        .hasMessage("Own, block out3a: " + message);
  }

  /** In somebody else's graph, whose own layers come before. */
  @Test
  void theyAreCheckedInAnotherGraph() {
    Network network =
        compile("KERAS_LEGACY", SOUND.replace("outputChannels", "channels")).network();
    GraphBuilder graph = new NeuralNetConfiguration.Builder().graphBuilder().addInputs("image");

    assertThatThrownBy(() -> network.addTo(graph, "image", "left_"))
        .isInstanceOf(BlockException.class)
        .hasMessageStartingWith("Own, block out3a: the block makes 9 x 10 x 8 (NHWC)");
    assertThat(graph.getVertices()).isEqualTo(Map.of());
  }
}

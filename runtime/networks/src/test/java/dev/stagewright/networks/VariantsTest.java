package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.stagewright.layers.Elu;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.network.OptionException;
import dev.stagewright.network.Pooling;
import dev.stagewright.network.Regularization;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/** What members of the declaration and options of the builder change in the generated network. */
class VariantsTest {

  private static final String STEM =
      "@Stem(filters = 4, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))";

  private static Generated small(String resNet, String... stages) {
    return Generated.from(
        "@ResNet(input = @Input(height = 16, width = 16, channels = 2)" + resNet + ")",
        STEM,
        String.join("\n", stages),
        "@Head(pool = 0, classes = 5, name = \"scores\")");
  }

  private static Generated small(String resNet) {
    return small(
        resNet,
        "@Stage(blocks = 2, filters = {4, 4, 8})",
        "@Stage(blocks = 1, filters = {8, 8, 16})");
  }

  /**
   * Such a type hides the one of java.lang in every file of its package that does not import it.
   */
  @ParameterizedTest
  @ValueSource(strings = {"Math", "String", "Override", "List", "Network", "FeatureMap", "Object"})
  void aTypeBesideTheGeneratedClassIsNotMistakenForItsOwn(String name) {
    Generated net =
        Generated.beside(
            "class " + name + " {}\n",
            "@ResNet(input = @Input(height = 16, width = 16))",
            STEM,
            "@Stage(blocks = 1, filters = {4, 4})",
            "@Head(pool = 0, classes = 5)");

    assertThat(net.network().name()).isEqualTo("Net");
  }

  @Test
  void stagesDifferInKernelAlphaAndPenalty() {
    Network network =
        small(
                ", alpha = 0.5, l2 = 1e-3",
                "@Stage(blocks = 1, filters = {4, 4, 8}, kernel = 5)",
                "@Stage(blocks = 1, filters = {8, 16}, alpha = 1.0, l1 = 1e-4, l2 = 0)")
            .network();

    assertThat(Generated.layer(network, "res2a_branch2b", ConvolutionLayer.class).getKernelSize())
        .containsExactly(5, 5);
    assertThat(Generated.layer(network, "res3a_branch2b", ConvolutionLayer.class).getKernelSize())
        .containsExactly(3, 3);
    assertThat(activation(network, "elu_conv1")).isEqualTo(new Elu(0.5));
    assertThat(activation(network, "out2a")).isEqualTo(new Elu(0.5));
    assertThat(activation(network, "out3a")).isInstanceOf(ActivationELU.class);
    assertThat(penalties(network, "conv1")).containsExactly(new L2Regularization(2e-3));
    assertThat(penalties(network, "res3a_branch1")).containsExactly(new L1Regularization(1e-4));
  }

  @Test
  void optionsReplaceWhatStagesDeclare() {
    Network network =
        small(
                ", l2 = 1e-3",
                "@Stage(blocks = 1, filters = {4, 4, 8}, alpha = 0.3)",
                "@Stage(blocks = 1, filters = {8, 16}, l2 = 0.5)")
            .builder()
            .alpha(0.7)
            .reg(Regularization.NONE)
            .seed(42)
            .build();

    assertThat(activation(network, "elu_conv1")).isEqualTo(new Elu(0.7));
    assertThat(activation(network, "out2a")).isEqualTo(new Elu(0.7));
    assertThat(penalties(network, "conv1")).isEmpty();
    assertThat(penalties(network, "res3a_branch2b")).isEmpty();
    assertThat(network.build().getVertex("conv1").getLayer().conf().getSeed()).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -7})
  void theSameSeedGivesTheSameParameters(long seed) {
    Generated net = small("");

    INDArray first = net.builder().seed(seed).build().build().params();
    assertThat(net.builder().seed(seed).build().build().params()).isEqualTo(first);
  }

  @Test
  void onlyConvolutionKernelsArePenalised() {
    Network network = small(", l1 = 1e-5, l2 = 1e-4").network();

    ConvolutionLayer convolution = Generated.layer(network, "conv1", ConvolutionLayer.class);
    assertThat(convolution.getRegularizationByParam("W"))
        .containsExactly(new L1Regularization(1e-5), new L2Regularization(2e-4));
    assertThat(convolution.getRegularizationByParam("b")).isEmpty();
    assertThat(Generated.layer(network, "scores", OutputLayer.class).getRegularizationByParam("W"))
        .isEmpty();
    assertThat(
            Generated.layer(network, "bn_conv1", BatchNormalization.class)
                .getRegularizationByParam("gamma"))
        .isNull();
  }

  @Test
  void convolutionsCanDoWithoutBias() {
    long with = Generated.parameters(small("").network().configuration());
    long without = Generated.parameters(small(", bias = false").network().configuration());

    // conv1; stage 2: three and a projection, three more; stage 3: three and a projection.
    assertThat(with - without).isEqualTo(4 + (4 + 4 + 8 + 8) + (4 + 4 + 8) + (8 + 8 + 16 + 16));
  }

  @ParameterizedTest
  @CsvSource({"FIRST, 2, 1", "SECOND, 1, 2"})
  void theStrideSitsWhereDeclared(String strideAt, int first, int second) {
    Generated generated = small(", strideAt = StrideAt." + strideAt);
    Network network = generated.network();

    assertThat(Generated.layer(network, "res3a_branch2a", ConvolutionLayer.class).getStride())
        .containsExactly(first, first);
    assertThat(Generated.layer(network, "res3a_branch2b", ConvolutionLayer.class).getStride())
        .containsExactly(second, second);
    assertThat(Generated.shapes(network)).containsEntry("out3a", List.of(8L, 8L, 16L));
  }

  @Test
  void withoutPoolsTheDenseLayerReadsTheWholeMap() {
    Network network = small("").network();

    assertThat(Generated.shapes(network)).doesNotContainKeys("pool1", "avg_pool");
    assertThat(Generated.layer(network, "scores", OutputLayer.class).getNIn())
        .isEqualTo(8 * 8 * 16);
  }

  @Test
  void grayImagesOf28PixelsAreClassified() {
    Network network =
        Generated.from(
                "@ResNet(input = @Input(height = 28, width = 28, channels = 1))",
                STEM,
                "@Stage(blocks = 1, filters = {4, 4})",
                "@Stage(blocks = 1, filters = {8, 8})",
                "@Stage(blocks = 1, filters = {16, 16})",
                "@Head(classes = 10)")
            .network();

    ComputationGraph graph = network.build();
    INDArray output = graph.outputSingle(Nd4j.rand(DataType.FLOAT, 3, 28, 28, 1));

    assertThat(output.shape()).containsExactly(3, 10);
    assertThat(output.sum(1).toDoubleVector())
        .containsExactly(new double[] {1, 1, 1}, offset(1e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, CHANNELS_LAST, '[2, 8, 8, 16]'",
    "NONE, CHANNELS_FIRST, '[2, 16, 8, 8]'",
    "AVG, CHANNELS_LAST, '[2, 16]'",
    "AVG, CHANNELS_FIRST, '[2, 16]'",
    "MAX, CHANNELS_LAST, '[2, 16]'",
    "MAX, CHANNELS_FIRST, '[2, 16]'"
  })
  void withoutTheTopPoolingDecidesTheOutput(Pooling pooling, DataFormat format, String shape) {
    Network network =
        small("").builder().includeTop(false).pooling(pooling).dataFormat(format).build();
    INDArray image = Nd4j.rand(DataType.FLOAT, 2, 16, 16, 2);

    INDArray output =
        network
            .build()
            .outputSingle(
                format == DataFormat.CHANNELS_LAST ? image : image.permute(0, 3, 1, 2).dup());

    assertThat(Arrays.toString(output.shape())).isEqualTo(shape);
  }

  @Test
  void anImageBelowTheMinimumIsRefusedWithTheReason() {
    NetworkBuilder<?> builder =
        Generated.from(
                "@ResNet @Stem",
                "@Stage(blocks = 1, filters = {4, 4, 8})",
                "@Stage(blocks = 1, filters = {8, 8, 16})",
                "@Head")
            .builder();

    assertThat(builder.inputShape(53, 54, 3).build().options().inputShape().height()).isEqualTo(53);
    assertThatThrownBy(() -> builder.inputShape(224, 52, 3).build())
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "inputShape: found 224 x 52 x 3; the width of Net must be at least 53: avg_pool needs"
                + " a feature map of at least 7 x 7");
  }

  /** Values of f(-1) and f(2) as Keras computes them. */
  @ParameterizedTest
  @CsvSource({
    "RELU, relu, 0, 2",
    "'LEAKY_RELU, alpha = 0.3', leaky_relu, -0.3, 2",
    "'ELU, alpha = 0.3', elu, -0.18963617, 2",
    "SELU, selu, -1.1113307, 2.101402",
    "GELU, gelu, -0.15865529, 1.9544997",
    "SWISH, swish, -0.26894143, 1.7615942"
  })
  void nonlinearitiesComputeWhatKerasComputes(
      String constant, String prefix, double negative, double positive) {
    Network network = small(", nonlinearity = Nonlinearity." + constant).network();
    INDArray x = Nd4j.create(new float[] {-1, 2});

    INDArray y =
        Generated.layer(network, prefix + "2a_branch2a", ActivationLayer.class)
            .getActivationFn()
            .getActivation(x, false);

    assertThat(y.getDouble(0)).isCloseTo(negative, offset(1e-6));
    assertThat(y.getDouble(1)).isCloseTo(positive, offset(1e-6));
  }

  private static Object activation(Network network, String name) {
    return Generated.layer(network, name, ActivationLayer.class).getActivationFn();
  }

  private static List<org.nd4j.linalg.learning.regularization.Regularization> penalties(
      Network network, String name) {
    return Generated.layer(network, name, ConvolutionLayer.class).getRegularization();
  }
}

package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.report.Build;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every error by itself: its whole text, its exact place («marked»), and no other error. */
class ErrorsTest {

  private static final String DESCRIPTION = "META-INF/stagewright/test.Net.json";

  static Stream<MarkedError> errors() {
    return Stream.of(
        MarkedError.of(
            "@ResNet(input = @Input(width = «0»))",
            "@Input: width is 0, but it must be at least 1. Give the size of the images in pixels"
                + " and their number of channels.",
            "input-size"),
        MarkedError.of(
            "@ResNet(alpha = «Double.NaN»)",
            "@ResNet: alpha is NaN, but it must be a number above 0. Keras' ELU has 1.0.",
            "alpha-range",
            "1.0"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {4, 4, 16}, alpha = «0»)",
            "stage 2 (@Stage no. 1): alpha is 0.0, but it must be a number above 0. Keras' ELU has"
                + " 1.0.",
            "alpha-range",
            "1.0"),
        MarkedError.of(
            "«@ResNet(nonlinearity = Nonlinearity.LEAKY_RELU)»",
            "@ResNet: alpha is 1.0, but a leaky ReLU bends only between 0 and 1; with 1 it does"
                + " nothing. Give, for example, alpha = 0.3, as Keras.",
            "alpha-of-leaky-relu",
            "alpha = 0.3"),
        MarkedError.of(
            "@ResNet(l1 = «Double.POSITIVE_INFINITY»)",
            "@ResNet: l1 is Infinity, but it must be a number of at least 0. Give 0 to switch the"
                + " penalty off.",
            "penalty-range",
            "0"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {4, 4, 16}, l2 = «-1e-4»)",
            "stage 2 (@Stage no. 1): l2 is -1.0E-4, but it must be a number of at least 0. Give 0"
                + " to switch the penalty off.",
            "penalty-range",
            "0"),
        MarkedError.of(
            "@ResNet(norm = @Norm(epsilon = «0»))",
            "@Norm: epsilon is 0.0, but it must be a number above 0. Keras has 1e-3.",
            "norm-epsilon",
            "1e-3"),
        MarkedError.of(
            "@ResNet(norm = @Norm(momentum = «1»))",
            "@Norm: momentum is 1.0, but it must be at least 0 and below 1. Keras has 0.99.",
            "norm-momentum",
            "0.99"),
        MarkedError.of(
            "@Stem(filters = «{32, 64}»)",
            "@Stem: filters has 2 values and kernel 1 value, but every convolution of the stem has one"
                + " of each. Give as many numbers in both.",
            "stem-depth"),
        MarkedError.of(
            "@Stem(filters = {«-64»})",
            "@Stem: filters is -64, but a convolution has at least 1. Give, for example, 64.",
            "stem-filters",
            "64"),
        MarkedError.of(
            "@Stem(kernel = «0»)",
            "@Stem: kernel is 0, but it must be at least 1. Give, for example, 7.",
            "stem-kernel",
            "7"),
        MarkedError.of(
            "@Stem(stride = «0»)",
            "@Stem: stride is 0, but it must be at least 1. Give 2, or 1 for small images.",
            "stem-stride",
            "2",
            "1"),
        MarkedError.of(
            "@Stem(padding = «7»)",
            "@Stem: padding is 7, but with a kernel of 7 it must be from 0 to 6. 3 keeps the"
                + " size.",
            "stem-padding",
            "0",
            "3",
            "6"),
        MarkedError.of(
            "@Stem(pool = @Pool(kernel = «-1»))",
            "@Stem: the pool's kernel is -1, but it must be at least 1, or 0 for no pool. Give 0 to"
                + " switch the pool off.",
            "pool-kernel",
            "0"),
        MarkedError.of(
            "@Stem(pool = @Pool(stride = «0»))",
            "@Stem: the pool's stride is 0, but it must be at least 1. Give, for example, 2.",
            "pool-stride",
            "2"),
        MarkedError.of(
            "@Stage(blocks = «-1», filters = {4, 4, 16})",
            "stage 2 (@Stage no. 1): blocks is -1, but a stage has from 1 to 500 blocks. Give the"
                + " number of residual blocks, or remove the stage.",
            "blocks-count",
            "1"),
        MarkedError.of(
            "@Stage(blocks = 500, filters = {4, 4}, naming = Naming.NUMBERS)"
                + " @Stage(blocks = 500, filters = {4, 4}, naming = Naming.NUMBERS)"
                + " @Stage(blocks = «1», filters = {4, 4}) @Head(pool = 0)",
            "stage 4 (@Stage no. 3): counting its 1, the network has 1,001 blocks, but at most 1,000 fit"
                + " into one class. Use fewer blocks in all.",
            "blocks-total"),
        MarkedError.of(
            "@ResNet(groups = «0»)",
            "@ResNet: groups is 0, but it must be at least 1. Give 1 for an ordinary convolution.",
            "groups-size",
            "1"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {128, 128, 256}, groups = «30»)",
            "stage 2 (@Stage no. 1): groups is 30, which does not divide the channels 128 and 128 on"
                + " both sides of its convolutions. Use 16 or 32 groups.",
            "groups-divide",
            "16",
            "32"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {128, 96}, groups = «48»)",
            "stage 2 (@Stage no. 1): groups is 48, which does not divide the channels 64, 128 and 96"
                + " on both sides of its convolutions. Use 32 groups.",
            "groups-divide",
            "32"),
        MarkedError.of(
            "@ResNet(groups = «3»)",
            "@ResNet, for stage 2 (@Stage no. 1): groups is 3, which does not divide the channels 4 and 4"
                + " on both sides of its convolutions. Use 2 or 4 groups.",
            "groups-divide",
            "2",
            "4"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {4, 4, 16}, groups = «2147483647»)",
            "stage 2 (@Stage no. 1): groups is 2147483647, which does not divide the channels 4 and 4 on"
                + " both sides of its convolutions. Use 4 groups.",
            "groups-divide",
            "4"),
        MarkedError.of(
            "@ResNet(attention = @Attention(kind = Attention.Kind.SE, reduction = «0»))",
            "@ResNet: the attention's reduction is 0, but it must be at least 1. Give, for example,"
                + " 16.",
            "reduction-size",
            "16"),
        MarkedError.of(
            "@ResNet(stochasticDepth = «1»)",
            "@ResNet: stochasticDepth is 1.0, but it must be at least 0 and below 1. Give 0 to switch"
                + " it off.",
            "rate-range",
            "0"),
        MarkedError.of(
            "@Head(dropout = «-0.5»)",
            "@Head: dropout is -0.5, but it must be at least 0 and below 1. Give 0 to switch it off.",
            "rate-range",
            "0"),
        MarkedError.of(
            "@Head(task = Task.BINARY, classes = «2»)",
            "@Head: classes is 2, but task BINARY has 1 value, the probability of yes. Remove classes.",
            "head-outputs"),
        MarkedError.of(
            "@Head(task = Task.MULTI_LABEL, classes = «0»)",
            "@Head: classes is 0, but task MULTI_LABEL has at least 1 value. Give the number of labels"
                + " or values.",
            "head-outputs",
            "1"),
        MarkedError.of(
            "@ResNet(zeroInitResidual = «true», norm = @Norm(kind = Norm.Kind.NONE))",
            "@ResNet: zeroInitResidual is true, but without normalization there is no gamma that could"
                + " start at 0. Remove one of the two.",
            "zero-init-without-norm"),
        MarkedError.of(
            "@ResNet(zeroInitResidual = «true», preactivation = true)",
            "@ResNet: zeroInitResidual is true, but with preactivation no normalization ends a branch."
                + " Remove one of the two.",
            "zero-init-preactivation"),
        MarkedError.of(
            "@ResNet(dilation = «0»)",
            "@ResNet: dilation is 0, but it must be at least 1. Give 1 for cells side by side, 2 for"
                + " every second.",
            "dilation-size",
            "1",
            "2"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {4, 4}, dilation = «-1»)",
            "stage 2 (@Stage no. 1): dilation is -1, but it must be at least 1. Give 1 for cells side"
                + " by side, 2 for every second.",
            "dilation-size",
            "1",
            "2"),
        MarkedError.of(
            "@Stem(pool = @Pool(padding = «2»))",
            "@Stem: the pool's padding is 2, but with a kernel of 3 it must be from 0 to 1. Half the"
                + " kernel keeps the size.",
            "pool-padding",
            "0",
            "1"),
        MarkedError.of(
            "«@Stage(blocks = 1, filters = {4, 4}, nonlinearity = Nonlinearity.LEAKY_RELU)»",
            "stage 2 (@Stage no. 1): alpha is 1.0, but a leaky ReLU bends only between 0 and 1; with 1 it"
                + " does nothing. Give, for example, alpha = 0.3, as Keras.",
            "alpha-of-leaky-relu",
            "alpha = 0.3"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = «16»)",
            "stage 2 (@Stage no. 1): filters has 1 value, which form no block. Give two for a basic"
                + " block or three for a bottleneck.",
            "filters-form"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {4, «0», 16})",
            "stage 2 (@Stage no. 1): filters holds 0, but a convolution has at least 1. Give the"
                + " number of output channels.",
            "filters-count"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {4, 4, 16}, kernel = «4»)",
            "stage 2 (@Stage no. 1): kernel is 4, but it must be an odd number of at least 1. An"
                + " even one shifts the map by half a pixel against its shortcut; give 3 or 5.",
            "kernel-size",
            "3",
            "5"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {4, 4, 16}, stride = «0»)",
            "stage 2 (@Stage no. 1): stride is 0, but it must be at least 1. Give 1 to keep the"
                + " feature map's size or 2 to halve it.",
            "stride-size",
            "1",
            "2"),
        MarkedError.of(
            "@Stage(blocks = 1, filters = {16, 16}, stride = «4»)",
            "stage 2 (@Stage no. 1): stride is 4, but the 3 x 3 convolution that takes it would"
                + " skip rows and columns. Use a stride of at most 3 or a larger kernel.",
            "stride-skips",
            "3"),
        MarkedError.of(
            "@Head(pool = «-7»)",
            "@Head: pool is -7, but it must be at least 1, or 0 for no pool. Give 0 to switch the"
                + " pool off.",
            "head-pool",
            "0"),
        MarkedError.of(
            "@Head(classes = «0»)",
            "@Head: classes is 0, but a classifier has at least 2. Give your number of classes.",
            "head-classes"),
        MarkedError.of(
            "@Head(classes = «1»)",
            "@Head: classes is 1, but a classifier has at least 2. Softmax gives a single class the"
                + " probability 1; for yes or no, give 2.",
            "head-classes",
            "2"),
        MarkedError.of(
            "@Head(name = «\"res2a_branch2b\"»)",
            "@Head: name is \"res2a_branch2b\", which another layer has. Give a name of letters,"
                + " digits, '_', '-' and '.' that no other layer has, such as fc1000 or"
                + " predictions.",
            "head-name",
            "fc1000",
            "predictions"),
        MarkedError.of(
            "@Head(name = «\"a\\n\\\"b\\u200f\"»)",
            "@Head: name is \"a\\n\\\"b\\u200f\", which is no layer's name. Give a name of letters,"
                + " digits, '_', '-' and '.' that no other layer has, such as fc1000 or"
                + " predictions.",
            "head-name"),
        MarkedError.of(
            "«enum» Net {}",
            "Net is an enum; a network is declared on an interface or a class, top-level or static"
                + " nested, without type parameters. Move the annotations to an empty interface.",
            "kind-unsupported"),
        MarkedError.of(
            "«interface» Net<T> {}",
            "Net is generic; a network is declared on an interface or a class, top-level or static"
                + " nested, without type parameters. Move the annotations to an empty interface.",
            "kind-unsupported"),
        MarkedError.of(
            "«interface» Net {} class NetNetwork {}",
            "test.NetNetwork would be generated for Net, but a type of that name exists already."
                + " Rename one of them.",
            "name-taken"));
  }

  static Stream<Arguments> mends() {
    return errors().flatMap(error -> error.mends().stream().map(mend -> Arguments.of(error, mend)));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void isShownInItsPlaceAndAlone(MarkedError error) {
    Compiled compiled = Compiled.of(error.source());

    assertThat(compiled.errors()).containsExactly(error.shown());
    assertThat(compiled.files()).doesNotContain(DESCRIPTION);
  }

  @ParameterizedTest
  @MethodSource("mends")
  void theMendThatItNamesCompiles(MarkedError error, String mend) {
    assertThat(error.text()).containsPattern("\\b" + Pattern.quote(mend) + "\\b");

    assertThat(Compiled.of(error.mended(mend)).errors()).isEmpty();
  }

  @Test
  void aSoundDeclarationHasNone() {
    Compiled compiled = Compiled.of(MarkedError.SOUND.toArray(String[]::new));

    assertThat(compiled.errors()).isEmpty();
    assertThat(compiled.warnings()).isEmpty();
    assertThat(compiled.files()).containsExactly(DESCRIPTION, "test/NetNetwork.java");
  }

  @Test
  void allOfADeclarationAreShownInOneCompilation() {
    Compiled compiled =
        Compiled.of(
            "@ResNet(alpha = Double.NaN, l2 = -1, input = @Input(height = 0))",
            "@Stem(filters = {1, 2}, stride = -1, pool = @Pool(kernel = -3, stride = 0))",
            "@Stage(blocks = 0, filters = {64, -64, 256}, kernel = 4)",
            "@Stage(blocks = 27, filters = 64, stride = 0, l1 = -0.5)",
            "@Head(pool = -1, classes = 0)",
            "enum Net {}");

    assertThat(compiled.errors()).hasSize(16);
    assertThat(compiled.files()).containsExactly("test/NetNetwork.java");
  }

  @Test
  void equalErrorsInTwoStagesAreShownInBoth() {
    List<String> errors =
        Compiled.of(
                "@ResNet @Stem @Head",
                "@Stage(blocks = 0, filters = {4, 4, 16})",
                "@Stage(blocks = 0, filters = {4, 4, 16})",
                "interface Net {}")
            .errors();

    assertThat(errors)
        .extracting(error -> error.substring(0, error.indexOf(": ")))
        .containsExactly(
            "@Stage(blocks = «0», filters = {4, 4, 16}) -> stage 2 (@Stage no. 1)",
            "@Stage(blocks = «0», filters = {4, 4, 16}) -> stage 3 (@Stage no. 2)");
  }

  @Test
  void anExplicitContainerIsReadLikeRepeatedStages() {
    List<String> errors =
        Compiled.of(
                "@ResNet @Stem @Head",
                "@Stages({",
                "  @Stage(blocks = 1, filters = {4, 4, 16}),",
                "  @Stage(blocks = 0, filters = {8, 8, 32})",
                "})",
                "interface Net {}")
            .errors();

    assertThat(errors)
        .containsExactly(
            "  @Stage(blocks = «0», filters = {8, 8, 32}) -> stage 3 (@Stage no. 2): blocks is 0,"
                + " but a stage has from 1 to 500 blocks. Give the number of residual blocks, or"
                + " remove the stage. See "
                + Build.troubleshooting("blocks-count"));
  }
}

package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.report.Build;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault by itself: its whole text, its exact place («marked»), and no other error. */
class FaultsTest {

  private static final List<String> SOUND =
      List.of(
          "@ResNet",
          "@Stem",
          "@Stage(blocks = 1, filters = {4, 4, 16})",
          "@Stage(blocks = 1, filters = {8, 8, 32})",
          "@Head",
          "interface Net {}");

  private static final String DESCRIPTION = "META-INF/stagewright/test.Net.json";

  static Stream<Arguments> faults() {
    return Stream.of(
        fault(
            "@ResNet(input = @Input(width = «0»))",
            "@Input: width is 0, but it must be at least 1. Give the size of the images in pixels"
                + " and their number of channels.",
            "input-size"),
        fault(
            "@ResNet(alpha = «Double.NaN»)",
            "@ResNet: alpha is NaN, but it must be a number above 0. Keras' ELU has 1.0.",
            "alpha-range",
            "1.0"),
        fault(
            "@Stage(blocks = 1, filters = {4, 4, 16}, alpha = «0»)",
            "stage 2 (@Stage no. 1): alpha is 0.0, but it must be a number above 0. Keras' ELU has"
                + " 1.0.",
            "alpha-range",
            "1.0"),
        fault(
            "«@ResNet(nonlinearity = Nonlinearity.LEAKY_RELU)»",
            "@ResNet: alpha is 1.0, but a leaky ReLU bends only between 0 and 1; with 1 it does"
                + " nothing. Give, for example, alpha = 0.3, as Keras.",
            "alpha-of-leaky-relu",
            "alpha = 0.3"),
        fault(
            "@ResNet(l1 = «Double.POSITIVE_INFINITY»)",
            "@ResNet: l1 is Infinity, but it must be a number of at least 0. Give 0 to switch the"
                + " penalty off.",
            "penalty-range",
            "0"),
        fault(
            "@Stage(blocks = 1, filters = {4, 4, 16}, l2 = «-1e-4»)",
            "stage 2 (@Stage no. 1): l2 is -1.0E-4, but it must be a number of at least 0. Give 0"
                + " to switch the penalty off.",
            "penalty-range",
            "0"),
        fault(
            "@ResNet(norm = @Norm(epsilon = «0»))",
            "@Norm: epsilon is 0.0, but it must be a number above 0. Keras has 1e-3.",
            "norm-epsilon",
            "1e-3"),
        fault(
            "@ResNet(norm = @Norm(momentum = «1»))",
            "@Norm: momentum is 1.0, but it must be at least 0 and below 1. Keras has 0.99.",
            "norm-momentum",
            "0.99"),
        fault(
            "@Stem(filters = «{32, 64}»)",
            "@Stem: filters has 2 values and kernel 1 value, but every convolution of the stem has one"
                + " of each. Give as many numbers in both.",
            "stem-depth"),
        fault(
            "@Stem(filters = {«-64»})",
            "@Stem: filters is -64, but a convolution has at least 1. Give, for example, 64.",
            "stem-filters",
            "64"),
        fault(
            "@Stem(kernel = «0»)",
            "@Stem: kernel is 0, but it must be at least 1. Give, for example, 7.",
            "stem-kernel",
            "7"),
        fault(
            "@Stem(stride = «0»)",
            "@Stem: stride is 0, but it must be at least 1. Give 2, or 1 for small images.",
            "stem-stride",
            "2",
            "1"),
        fault(
            "@Stem(padding = «7»)",
            "@Stem: padding is 7, but with a kernel of 7 it must be from 0 to 6. 3 keeps the"
                + " size.",
            "stem-padding",
            "0",
            "3",
            "6"),
        fault(
            "@Stem(pool = @Pool(kernel = «-1»))",
            "@Stem: the pool's kernel is -1, but it must be at least 1, or 0 for no pool. Give 0 to"
                + " switch the pool off.",
            "pool-kernel",
            "0"),
        fault(
            "@Stem(pool = @Pool(stride = «0»))",
            "@Stem: the pool's stride is 0, but it must be at least 1. Give, for example, 2.",
            "pool-stride",
            "2"),
        fault(
            "@Stage(blocks = «-1», filters = {4, 4, 16})",
            "stage 2 (@Stage no. 1): blocks is -1, but a stage has from 1 to 500 blocks. Give the"
                + " number of residual blocks, or remove the stage.",
            "blocks-count",
            "1"),
        fault(
            "@Stage(blocks = 500, filters = {4, 4}, naming = Naming.NUMBERS)"
                + " @Stage(blocks = 500, filters = {4, 4}, naming = Naming.NUMBERS)"
                + " @Stage(blocks = «1», filters = {4, 4}) @Head(pool = 0)",
            "stage 4 (@Stage no. 3): counting its 1, the network has 1,001 blocks, but at most 1,000 fit"
                + " into one class. Use fewer blocks in all.",
            "blocks-total"),
        fault(
            "@ResNet(groups = «0»)",
            "@ResNet: groups is 0, but it must be at least 1. Give 1 for an ordinary convolution.",
            "groups-size",
            "1"),
        fault(
            "@Stage(blocks = 1, filters = {128, 128, 256}, groups = «30»)",
            "stage 2 (@Stage no. 1): groups is 30, which does not divide the channels 128 and 128 on"
                + " both sides of its convolutions. Use 16 or 32 groups.",
            "groups-divide",
            "16",
            "32"),
        fault(
            "@Stage(blocks = 1, filters = {128, 96}, groups = «48»)",
            "stage 2 (@Stage no. 1): groups is 48, which does not divide the channels 64, 128 and 96"
                + " on both sides of its convolutions. Use 32 groups.",
            "groups-divide",
            "32"),
        fault(
            "@ResNet(attention = @Attention(kind = Attention.Kind.SE, reduction = «0»))",
            "@ResNet: the attention's reduction is 0, but it must be at least 1. Give, for example,"
                + " 16.",
            "reduction-size",
            "16"),
        fault(
            "@ResNet(stochasticDepth = «1»)",
            "@ResNet: stochasticDepth is 1.0, but it must be at least 0 and below 1. Give 0 to switch"
                + " it off.",
            "rate-range",
            "0"),
        fault(
            "@Head(dropout = «-0.5»)",
            "@Head: dropout is -0.5, but it must be at least 0 and below 1. Give 0 to switch it off.",
            "rate-range",
            "0"),
        fault(
            "@Head(task = Task.BINARY, classes = «2»)",
            "@Head: classes is 2, but task BINARY has 1 value, the probability of yes. Remove classes.",
            "head-outputs"),
        fault(
            "@Head(task = Task.MULTI_LABEL, classes = «0»)",
            "@Head: classes is 0, but task MULTI_LABEL has at least 1 value. Give the number of labels"
                + " or values.",
            "head-outputs",
            "1"),
        fault(
            "@ResNet(zeroInitResidual = «true», norm = @Norm(kind = Norm.Kind.NONE))",
            "@ResNet: zeroInitResidual is true, but without normalization there is no gamma that could"
                + " start at 0. Remove one of the two.",
            "zero-init-without-norm"),
        fault(
            "@ResNet(zeroInitResidual = «true», preactivation = true)",
            "@ResNet: zeroInitResidual is true, but with preactivation no normalization ends a branch."
                + " Remove one of the two.",
            "zero-init-preactivation"),
        fault(
            "@ResNet(dilation = «0»)",
            "@ResNet: dilation is 0, but it must be at least 1. Give 1 for cells side by side, 2 for"
                + " every second.",
            "dilation-size",
            "1",
            "2"),
        fault(
            "@Stage(blocks = 1, filters = {4, 4}, dilation = «-1»)",
            "stage 2 (@Stage no. 1): dilation is -1, but it must be at least 1. Give 1 for cells side"
                + " by side, 2 for every second.",
            "dilation-size",
            "1",
            "2"),
        fault(
            "@Stem(pool = @Pool(padding = «2»))",
            "@Stem: the pool's padding is 2, but with a kernel of 3 it must be from 0 to 1. Half the"
                + " kernel keeps the size.",
            "pool-padding",
            "0",
            "1"),
        fault(
            "«@Stage(blocks = 1, filters = {4, 4}, nonlinearity = Nonlinearity.LEAKY_RELU)»",
            "stage 2 (@Stage no. 1): alpha is 1.0, but a leaky ReLU bends only between 0 and 1; with 1 it"
                + " does nothing. Give, for example, alpha = 0.3, as Keras.",
            "alpha-of-leaky-relu",
            "alpha = 0.3"),
        fault(
            "@Stage(blocks = 1, filters = «16»)",
            "stage 2 (@Stage no. 1): filters has 1 value, which form no block. Give two for a basic"
                + " block or three for a bottleneck.",
            "filters-form"),
        fault(
            "@Stage(blocks = 1, filters = {4, «0», 16})",
            "stage 2 (@Stage no. 1): filters holds 0, but a convolution has at least 1. Give the"
                + " number of output channels.",
            "filters-count"),
        fault(
            "@Stage(blocks = 1, filters = {4, 4, 16}, kernel = «4»)",
            "stage 2 (@Stage no. 1): kernel is 4, but it must be an odd number of at least 1. An"
                + " even one shifts the map by half a pixel against its shortcut; give 3 or 5.",
            "kernel-size",
            "3",
            "5"),
        fault(
            "@Stage(blocks = 1, filters = {4, 4, 16}, stride = «0»)",
            "stage 2 (@Stage no. 1): stride is 0, but it must be at least 1. Give 1 to keep the"
                + " feature map's size or 2 to halve it.",
            "stride-size",
            "1",
            "2"),
        fault(
            "@Stage(blocks = 1, filters = {16, 16}, stride = «4»)",
            "stage 2 (@Stage no. 1): stride is 4, but the 3 x 3 convolution that takes it would"
                + " skip rows and columns. Use a stride of at most 3 or a larger kernel.",
            "stride-skips",
            "3"),
        fault(
            "@Head(pool = «-7»)",
            "@Head: pool is -7, but it must be at least 1, or 0 for no pool. Give 0 to switch the"
                + " pool off.",
            "head-pool",
            "0"),
        fault(
            "@Head(classes = «0»)",
            "@Head: classes is 0, but a classifier has at least 2. Give your number of classes.",
            "head-classes"),
        fault(
            "@Head(classes = «1»)",
            "@Head: classes is 1, but a classifier has at least 2. Softmax gives a single class the"
                + " probability 1; for yes or no, give 2.",
            "head-classes",
            "2"),
        fault(
            "@Head(name = «\"res2a_branch2b\"»)",
            "@Head: name is \"res2a_branch2b\", which another layer has. Give a name of letters,"
                + " digits, '_', '-' and '.' that no other layer has, such as fc1000 or"
                + " predictions.",
            "head-name",
            "fc1000",
            "predictions"),
        fault(
            "@Head(name = «\"a\\n\\\"b\\u200f\"»)",
            "@Head: name is \"a\\n\\\"b\\u200f\", which is no layer's name. Give a name of letters,"
                + " digits, '_', '-' and '.' that no other layer has, such as fc1000 or"
                + " predictions.",
            "head-name"),
        fault(
            "@ResNet(input = @Input(height = 2, width = 1)) @Stem(pool = @Pool(kernel = «3»))",
            "@Stem: with an input of 2 x 1 the feature map vanishes in pool1, which gets 1 x 1 and"
                + " needs at least 3 x 3. Use an input of at least 53 x 53 (the smallest that"
                + " works), or a smaller kernel.",
            "map-vanishes"),
        fault(
            "@Head(pool = «29»)",
            "@Head: pool is 29, but with an input of 224 x 224 the last feature map is 28 x 28: it"
                + " falls below 29 x 29 in stage 3. Use an input of at least 229 x 229 (the"
                + " smallest that works), a pool of at most 28, or pool = 0.",
            "map-below-head-pool",
            "28",
            "0"),
        fault(
            "@Stage(blocks = 1, filters = {4, 4}) ".repeat(20) + "@Head(pool = «7»)",
            "@Head: pool is 7, but with an input of 224 x 224 the last feature map is 1 x 1: it falls"
                + " below 7 x 7 in stage 6. No array can hold an image that is large enough: use a"
                + " pool of at most 1, or pool = 0.",
            "map-below-head-pool"),
        fault(
            "@Stem(kernel = «2000000000»)",
            "@Stem: with an input of 224 x 224 the feature map vanishes in conv1, which gets 224 x 224"
                + " and needs at least 1999999994 x 1999999994. No array can hold an image that is"
                + " large enough: use a smaller kernel.",
            "map-vanishes"),
        fault(
            "@ResNet(input = @Input(height = «40000», width = 40000))",
            "@Input: an image, 40000 x 40000 x 3, has 4,800,000,000 numbers, but Deeplearning4j's"
                + " arrays hold at most 2,147,483,646. Use smaller images.",
            "array-size"),
        fault(
            "@Stem(filters = «200000»)",
            "@Stem: the feature map of conv1, 112 x 112 x 200000, has 2,508,800,000 numbers, but"
                + " Deeplearning4j's arrays hold at most 2,147,483,646. Use fewer filters or smaller"
                + " images.",
            "array-size"),
        fault(
            "@Stage(blocks = 1, filters = «{40000, 40000}»)",
            "stage 2 (@Stage no. 1): the kernel of res2a_branch2b, 3 x 3 x 40000 x 40000, has"
                + " 14,400,000,000 numbers, but Deeplearning4j's arrays hold at most 2,147,483,646."
                + " Use fewer filters or a smaller kernel.",
            "array-size"),
        fault(
            "@Stage(blocks = 1, filters = «{1, 1}», kernel = 2147483647)",
            "stage 2 (@Stage no. 1): the kernel of res2a_branch2a, 2147483647 x 2147483647 x 64 x 1,"
                + " has 295,147,904,904,474,918,976 numbers, but Deeplearning4j's arrays hold at most"
                + " 2,147,483,646. Use fewer filters or a smaller kernel.",
            "array-size"),
        fault(
            "@Head(classes = «6000000»)",
            "@Head: the kernel of fc1000, 4 x 4 x 32 x 6000000, has 3,072,000,000 numbers, but"
                + " Deeplearning4j's arrays hold at most 2,147,483,646. Use fewer classes, or a pool in"
                + " the head.",
            "array-size"),
        fault(
            "«@ResNet» @Stem(filters = 20000) "
                + "@Stage(blocks = 400, filters = {700, 700}, naming = Naming.NUMBERS)",
            "@ResNet: the array of all parameters has 3,703,734,500 numbers, but Deeplearning4j's"
                + " arrays hold at most 2,147,483,646. Use fewer filters or blocks.",
            "array-size"),
        fault(
            "«enum» Net {}",
            "Net is an enum; a network is declared on an interface or a class, top-level or static"
                + " nested, without type parameters. Move the annotations to an empty interface.",
            "kind-unsupported"),
        fault(
            "«interface» Net<T> {}",
            "Net is generic; a network is declared on an interface or a class, top-level or static"
                + " nested, without type parameters. Move the annotations to an empty interface.",
            "kind-unsupported"),
        fault(
            "«interface» Net {} class NetNetwork {}",
            "test.NetNetwork would be generated for Net, but a type of that name exists already."
                + " Rename one of them.",
            "name-taken"));
  }

  /**
   * A line in which the place of the fault is marked, and the text without its last sentence.
   *
   * @param mends values that the text names, each of which mends the fault
   */
  private static Arguments fault(String marked, String text, String anchor, String... mends) {
    return Arguments.of(marked, text + " See " + Build.troubleshooting(anchor), List.of(mends));
  }

  static Stream<Arguments> mends() {
    return faults()
        .flatMap(
            fault ->
                ((List<?>) fault.get()[2])
                    .stream().map(mend -> Arguments.of(fault.get()[0], fault.get()[1], mend)));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("mends")
  void theMendThatItNamesCompiles(String marked, String text, String mend) {
    assertThat(text).containsPattern("\\b" + Pattern.quote(mend) + "\\b");

    assertThat(Compiled.of(soundBut(mended(marked, mend))).errors()).isEmpty();
  }

  /** With a value in the place of the marked one, or a member added to the marked annotation. */
  private static String mended(String marked, String mend) {
    if (mend.contains(" = ")) {
      return marked.replace(")»", ", " + mend + ")").replace("«", "");
    }
    String quotes = marked.contains("«\"") ? "\"" : "";
    return marked.replaceAll("«.*»", quotes + mend + quotes);
  }

  /** Found by the message for an image that is too small. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Stem(kernel = 11, padding = 0)",
        "@Stem(filters = {4, 8}, kernel = {3, 5}, padding = 1, pool = @Pool(kernel = 4, stride = 3))",
        "@Head(pool = 29)",
        "@Stage(blocks = 1, filters = {4, 4}, stride = 3)"
      })
  void theSmallestInputThatItNamesCompiles(String part) {
    String error = errorsAt(1, part).get(0);
    Matcher side = Pattern.compile("an input of at least (\\d+) x \\1").matcher(error);
    assertThat(side.find()).as(error).isTrue();
    int smallest = Integer.parseInt(side.group(1));

    assertThat(errorsAt(smallest, part)).isEmpty();
    assertThat(errorsAt(smallest - 1, part)).hasSize(1);
  }

  private static List<String> errorsAt(int side, String part) {
    String input =
        String.format(Locale.ROOT, "@ResNet(input = @Input(height = %d, width = %d))", side, side);
    String[] lines = soundBut(part);
    return Compiled.of(
            Arrays.stream(lines)
                .map(line -> line.equals("@ResNet") ? input : line)
                .toArray(String[]::new))
        .errors();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void isShownInItsPlaceAndAlone(String marked, String text, List<String> mends) {
    Compiled compiled = Compiled.of(soundBut(marked.replaceAll("[«»]", "")));

    assertThat(compiled.errors()).containsExactly(marked + " -> " + text);
    assertThat(compiled.files()).doesNotContain(DESCRIPTION);
  }

  /** The sound declaration, its line for the same part replaced. */
  private static String[] soundBut(String line) {
    List<String> lines = new ArrayList<>(SOUND);
    lines.removeIf(sound -> sound.startsWith("@") && line.contains(sound.split("\\(", 2)[0]));
    if (line.startsWith("@")) {
      lines.add(0, line);
      if (line.startsWith("@Stage")) {
        lines.add(1, SOUND.get(3));
      }
    } else {
      lines.set(lines.size() - 1, line);
    }
    return lines.toArray(String[]::new);
  }

  @Test
  void aSoundDeclarationHasNone() {
    Compiled compiled = Compiled.of(SOUND.toArray(String[]::new));

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
  void equalFaultsInTwoStagesAreShownInBoth() {
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

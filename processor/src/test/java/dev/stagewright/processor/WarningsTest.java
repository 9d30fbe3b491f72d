package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.report.Build;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is allowed but hardly meant: its whole text, its exact place, and what silences it. */
class WarningsTest {

  private static final String STAGES =
      "@Stage(blocks = 1, filters = {4, 4, 16}) @Stage(blocks = 1, filters = {8, 8, 32})";

  private static final String CUT = "@ResNet @Stem @Head(pool = 5)";

  static Stream<Arguments> warnings() {
    return Stream.of(
        warning(
            "@ResNet(input = @Input(height = 230, width = 200)) @Stem @Head(pool = «7»)",
            "@Head: pool is 7, but with an input of 230 x 200 the last feature map is 29 x 25: the pool"
                + " reads 588 of 725 cells. Use pool = 0, which reads all, or another input.",
            "head-pool-cuts",
            "0"),
        warning(
            "@ResNet(input = @Input(height = 160, width = 320)) @Stem «@Head»",
            "@Head: pool is 7, but with an input of 160 x 320 the last feature map is 20 x 40: the pool"
                + " reads 490 of 800 cells. Use pool = 20, which reads all, or another input.",
            "head-pool-cuts"),
        warning(
            "@ResNet @Stem(kernel = 3, stride = «4», padding = 1) @Head",
            "@Stem: stride is 4, but the kernel is only 3: the convolution reads 27889 of"
                + " 50176 pixels. Use a stride of at most 3 or a larger kernel.",
            "stem-stride-skips",
            "3"),
        warning(
            "@ResNet @Stem(kernel = «1», padding = 0) @Head",
            "@Stem: stride is 2, but the kernel is only 1: the convolution reads 12544 of"
                + " 50176 pixels. Use a stride of at most 1 or a larger kernel.",
            "stem-stride-skips"),
        warning(
            "@ResNet @Stem(pool = @Pool(kernel = 2, stride = «3»)) @Head(pool = 19)",
            "@Stem: the pool's stride is 3, but its kernel is only 2: it reads 5476 of 12544"
                + " cells of its 112 x 112 map. Use a stride of at most 2 or a larger kernel.",
            "pool-stride-skips",
            "2"),
        warning(
            "@ResNet(nonlinearity = Nonlinearity.RELU, alpha = «1.0») @Stem @Head",
            "@ResNet: alpha is 1.0, but ReLU has none, so that it changes nothing. Remove it.",
            "alpha-unused"),
        warning(
            "@ResNet(nonlinearity = Nonlinearity.SWISH) @Stem @Head"
                + " @Stage(blocks = 1, filters = {4, 4}, alpha = «0.3»)",
            "stage 2 (@Stage no. 1): alpha is 0.3, but swish has none, so that it changes nothing."
                + " Remove it.",
            "alpha-unused"),
        warning(
            "@ResNet @Stem(pool = @Pool(border = «Border.ZERO»)) @Head",
            "@Stem: the pool's border is ZERO, but its padding is 0, so that it changes nothing. Give a"
                + " padding, or remove the border.",
            "pool-border-unused"),
        warning(
            "@ResNet @Stem @Stage(blocks = 1, filters = {4, 4, 8}, groups = «4») @Head",
            "stage 2 (@Stage no. 1): groups is 4, as many as there are channels: every group has a single"
                + " one, and channels are not mixed. Use 2 groups, or fewer.",
            "groups-of-one",
            "2",
            "1"),
        warning(
            "@ResNet(attention = @Attention(kind = Attention.Kind.ECA, reduction = «4»)) @Stem @Head",
            "@ResNet: the attention's reduction is 4, but kind ECA has none, so that it changes nothing."
                + " Remove it, or use Attention.Kind.SE.",
            "reduction-unused"),
        warning(
            "@ResNet(convention = Convention.TORCH) @Stem @Head"
                + " @Stage(blocks = 1, filters = {4, 4}, naming = «Naming.NUMBERS»)",
            "stage 2 (@Stage no. 1): naming is NUMBERS, but convention TORCH counts its blocks, so that"
                + " it changes nothing. Remove it.",
            "naming-unused"),
        warning(
            "@ResNet @Stem @Stage(blocks = 1, filters = {4, 8}, groups = «4») @Head",
            "stage 2 (@Stage no. 1): groups is 4, as many as there are channels: every group has a single"
                + " one, and channels are not mixed. Use 2 groups, or fewer.",
            "groups-of-one",
            "2",
            "1"),
        warning(
            "@ResNet(input = @Input(height = 32, width = 32)) @Stem @Head(pool = 0)"
                + " @Stage(blocks = 1, filters = {4, 4, 8}, stride = «8»)",
            "stage 2 (@Stage no. 1): stride is 8, but with an input of 32 x 32 the stage's map is 7 x 7,"
                + " of which 1 of 49 cells are left. Use stride = 1, or an input of at least 197 x 197.",
            "stride-tiny-map",
            "1"),
        warning(
            "@ResNet(input = @Input(height = 8, width = 8)) @Stem @Head(pool = 0)"
                + " «@Stage(blocks = 1, filters = {4, 4})»",
            "stage 2 (@Stage no. 1): with an input of 8 x 8 its maps are 1 x 1, so that batch"
                + " normalization sees one number a channel and picture, and of a single picture"
                + " nothing. Use an input of at least 29 x 29, smaller strides, or norm = @Norm(kind ="
                + " Norm.Kind.NONE).",
            "norm-tiny-map"),
        warning(
            "@ResNet(norm = @Norm(kind = Norm.Kind.NONE, epsilon = «1e-5»)) @Stem @Head",
            "@Norm: epsilon is 1.0E-5, but with kind = Norm.Kind.NONE there is no normalization, so that"
                + " it changes nothing. Remove it.",
            "member-unused"),
        warning(
            "@ResNet @Stem(pool = @Pool(kernel = 0, border = «Border.ZERO»)) @Head",
            "@Pool: border is ZERO, but with kernel = 0 there is no pool, so that it changes nothing."
                + " Remove it.",
            "member-unused"),
        warning(
            "@ResNet @Stem @Stage(blocks = 1, filters = {4, 4}, kernel = 1, dilation = «2») @Head",
            "stage 2 (@Stage no. 1): dilation is 2, but a kernel of 1 x 1 has no cells to keep apart, so"
                + " that it changes nothing. Remove it.",
            "member-unused"),
        warning(
            "@ResNet @Stem @Head(pool = 0)"
                + " @Stage(blocks = 1, filters = {4, 4}, kernel = 5, dilation = «55»)",
            "stage 2 (@Stage no. 1): dilation is 55, but with an input of 224 x 224 the stage's map is"
                + " 55 x 55, so that of the 5 x 5 cells of a kernel only the middle one meets it. Use a"
                + " dilation of at most 54, or larger images.",
            "dilation-beyond-map",
            "54"),
        warning(
            "@ResNet @Stem @Head"
                + " @Stage(blocks = 1, filters = {4, 4}, shortcut = «Shortcut.AVERAGE_POOL»)",
            "stage 2 (@Stage no. 1): shortcut is AVERAGE_POOL, but the stage has no projection with a"
                + " stride, so that it changes nothing. Remove it.",
            "member-unused"),
        warning(
            "@ResNet @Stem @Head(pool = «7», pooling = Pooling.AVERAGE)",
            "@Head: pool is 7, but pooling AVERAGE reads the whole map, so that it changes nothing."
                + " Remove one of the two.",
            "head-pool-unused"));
  }

  /**
   * @param mends values that mend what is warned of
   */
  private static Arguments warning(String marked, String text, String name, String... mends) {
    String silence = " If it is meant, add @SuppressWarnings(\"stagewright:%s\").".formatted(name);
    return Arguments.of(
        marked,
        text + silence + " See " + Build.troubleshooting(name),
        "stagewright:" + name,
        List.of(mends));
  }

  /** The lines as they would be mended, and the name of the warning. */
  static Stream<Arguments> mended() {
    return warnings()
        .flatMap(
            warning -> {
              String marked = (String) warning.get()[0];
              Stream<String> lines =
                  ((String) warning.get()[1]).contains(" Remove it.")
                      ? Stream.of(marked.replaceAll("(, )?\\w+ = «.*»", ""))
                      : ((List<?>) warning.get()[3])
                          .stream().map(mend -> marked.replaceAll("«.*»", mend.toString()));
              return lines.map(line -> Arguments.of(line, warning.get()[2]));
            });
  }

  @ParameterizedTest
  @MethodSource("mended")
  void theMendThatItNamesSilencesIt(String line, String name) {
    assertThat(compile(line, "").warnings()).noneMatch(warning -> warning.contains(name));
  }

  /** The numbers are those that the messages name. */
  @ParameterizedTest
  @CsvSource({"stride-tiny-map, 197", "norm-tiny-map, 29"})
  void theLargerInputThatItNamesSilencesIt(String name, String side) {
    String line =
        (String)
            warnings()
                .filter(warning -> warning.get()[2].equals("stagewright:" + name))
                .findFirst()
                .orElseThrow()
                .get()[0];

    assertThat(compile(line.replaceAll("(height|width) = \\d+", "$1 = " + side), "").warnings())
        .noneMatch(warning -> warning.contains("tiny-map"));
  }

  private static Compiled compile(String marked, String prefix) {
    String line = prefix + marked.replaceAll("[«»]", "");
    return Compiled.of(line, STAGES, "interface Net {}");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("warnings")
  void isShownInItsPlaceAndAlone(String marked, String text) {
    Compiled compiled = compile(marked, "");

    assertThat(compiled.warnings()).containsExactly(marked + " -> " + text);
    assertThat(compiled.errors()).isEmpty();
    assertThat(compiled.files())
        .containsExactly("META-INF/stagewright/test.Net.json", "test/NetNetwork.java");
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("warnings")
  void isSilencedByItsName(String marked, String text, String name) {
    assertThat(compile(marked, "@SuppressWarnings(\"%s\") ".formatted(name)).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"all\"", "{\"unused\", \"all\"}", "{\"stagewright:\" + Names.CUTS}"})
  void isSilencedByAllAndByConstants(String names) {
    assertThat(
            Compiled.of(
                    "@SuppressWarnings(" + names + ")",
                    CUT,
                    STAGES,
                    "interface Net {}",
                    "class Names { static final String CUTS = \"head-pool-cuts\"; }")
                .warnings())
        .isEmpty();
  }

  /** Of the network, which STAGES would put to use. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@ResNet(stochasticDepth = «0.1») @Stage(blocks = 1, filters = {4, 4}) | @ResNet:"
            + " stochasticDepth is 0.1, but the rate grows from 0 in the first block, which is the only"
            + " one, so that it changes nothing. Remove it.",
        "@ResNet(shortcut = «Shortcut.AVERAGE_POOL») @Stage(blocks = 2, filters = {4, 4}) | @ResNet:"
            + " shortcut is AVERAGE_POOL, but no stage has a projection with a stride, so that it changes"
            + " nothing. Remove it."
      })
  void aMemberOfTheNetworkThatNoStagePutsToUse(String marked, String text) {
    assertThat(
            Compiled.of(marked.replaceAll("[«»]", ""), "@Stem @Head(pool = 0)", "interface Net {}")
                .warnings())
        .containsExactly(
            marked
                + " -> "
                + text
                + " If it is meant, add @SuppressWarnings(\"stagewright:member-unused\"). See "
                + Build.troubleshooting("member-unused"));
  }

  @Test
  void isSilencedOnATypeAround() {
    assertThat(
            Compiled.of(
                    "@SuppressWarnings(\"stagewright:head-pool-cuts\") class Outer {",
                    "  " + CUT + STAGES + " interface Net {}",
                    "}")
                .warnings())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"unused\"", "\"stagewright:alpha-unused\"", "\"head-pool-cuts\"", "{}"})
  void isNotSilencedByOtherNames(String names) {
    assertThat(
            Compiled.of("@SuppressWarnings(" + names + ")", CUT, STAGES, "interface Net {}")
                .warnings())
        .hasSize(1);
  }

  @Test
  void errorsAreNotSilenced() {
    assertThat(
            Compiled.of(
                    "@SuppressWarnings({\"all\", \"stagewright:head-classes\"})",
                    "@ResNet @Stem @Head(classes = 1)",
                    STAGES,
                    "interface Net {}")
                .errors())
        .hasSize(1);
  }

  /** What most networks do: pools that overlap lose an edge, projections have a stride. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ResNet @Stem @Head",
        "@ResNet(strideAt = StrideAt.SECOND, projection = Projection.FIRST_BLOCK) @Stem @Head",
        "@ResNet(alpha = 0.3) @Stem(pool = @Pool(kernel = 2)) @Head",
        "@ResNet @Stem(kernel = 4, stride = 4, padding = 0, pool = @Pool(kernel = 0)) @Head",
        "@ResNet(input = @Input(height = 32, width = 32)) @Stem @Head(pool = 0)",
        "@ResNet(nonlinearity = Nonlinearity.LEAKY_RELU, alpha = 0.3) @Stem @Head"
      })
  void ordinaryNetworksHaveNone(String line) {
    Compiled compiled = Compiled.of(line, STAGES, "interface Net {}");

    assertThat(List.of(compiled.errors(), compiled.warnings())).allMatch(List::isEmpty);
  }
}

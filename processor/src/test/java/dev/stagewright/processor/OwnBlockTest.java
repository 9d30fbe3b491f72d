package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.report.Build;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Blocks of the user's own: what a class must be, and what may stand beside it. */
class OwnBlockTest {

  /** Several stages, of which the first is as usual. */
  private static Compiled compile(String resNet, String stage) {
    return Compiled.of(
        resNet,
        "@Stem @Head @Stage(blocks = 1, filters = {4, 4})",
        stage,
        "public class Net {",
        "  public static class Sound implements dev.stagewright.network.StageBlock {}",
        "  public abstract static class Abstract implements dev.stagewright.network.StageBlock {}",
        "  public static class Generic<T> implements dev.stagewright.network.StageBlock {}",
        "  public interface Type extends dev.stagewright.network.StageBlock {}",
        "  public class Inner implements dev.stagewright.network.StageBlock {}",
        "  static class Hidden implements dev.stagewright.network.StageBlock {}",
        "  public static class Other {}",
        "  public static class Arguments implements dev.stagewright.network.StageBlock {",
        "    public Arguments(int i) {}",
        "    Arguments() {}",
        "  }",
        "}",
        "class Around {",
        "  public static class Nested implements dev.stagewright.network.StageBlock {}",
        "}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "int.class           | int                | is not a class. Name a class.",
        "Net[].class         | test.Net[]         | is not a class. Name a class.",
        "Net.Abstract.class  | test.Net.Abstract  | is abstract. Name a class that extends it.",
        "Net.Generic.class   | test.Net.Generic   | has type parameters. Name a class that extends it"
            + " without any.",
        "Net.Type.class      | test.Net.Type      | is an interface. Name a class that implements it.",
        "Net.Inner.class     | test.Net.Inner     | is an inner class. Make it static.",
        "Net.Hidden.class    | test.Net.Hidden    | is not public. Make it public.",
        "Around.Nested.class | test.Around.Nested | is inside of Around, which is not public. Make it"
            + " public.",
        "Net.Other.class     | test.Net.Other     | does not implement that. Let it implement StageBlock.",
        "Net.Arguments.class | test.Net.Arguments | has no such constructor. Add it."
      })
  void whatIsNoBlockIsSaidAtItsValue(String value, String type, String flaw) {
    String stage = "@Stage(blocks = 2, filters = 16, block = %s)";

    assertThat(compile("@ResNet", stage.formatted(value)).errors())
        .containsExactly(
            (stage.formatted("«" + value + "»")
                    + " -> stage 3 (@Stage no. 2): block is %s. A block of your own is a public class"
                    + " with a public constructor without arguments that implements"
                    + " dev.stagewright.network.StageBlock; this one %s See "
                    + Build.troubleshooting("block-class"))
                .formatted(type, flaw));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonlinearity = «Nonlinearity.RELU»",
        "alpha = «0.5»",
        "groups = «2»",
        "dilation = «0»",
        "strideAt = «StrideAt.SECOND»",
        "shortcut = «Shortcut.AVERAGE_POOL»",
        "attention = «@Attention(kind = Attention.Kind.SE)»"
      })
  void aMemberThatTheBlockDoesNotGetIsAnError(String member) {
    String stage =
        "@Stage(blocks = 2, filters = 16, block = Net.Sound.class, %s)".formatted(member);
    Compiled compiled = compile("@ResNet", stage.replaceAll("[«»]", ""));

    assertThat(compiled.errors())
        .containsExactly(
            stage
                + " -> stage 3 (@Stage no. 2): "
                + member.split(" ", 2)[0]
                + " has no effect, since test.Net.Sound makes its blocks. Remove it; a block of your"
                + " own gets the stage's filters, kernel, stride, l1 and l2. See "
                + Build.troubleshooting("block-member"));
    assertThat(compiled.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "groups = «2»",
        "dilation = «2»",
        "strideAt = «StrideAt.SECOND»",
        "projection = «Projection.FIRST_BLOCK»",
        "shortcut = «Shortcut.AVERAGE_POOL»",
        "stochasticDepth = «0.1»",
        "zeroInitResidual = «true»",
        "attention = «@Attention(kind = Attention.Kind.ECA)»"
      })
  void aMemberOfTheNetworkThatNoBlockGetsIsAnError(String member) {
    String resNet = "@ResNet(%s)".formatted(member);

    assertThat(
            Compiled.of(
                    resNet.replaceAll("[«»]", ""),
                    "@Stem @Head @Stage(blocks = 2, filters = 16, block = Net.Sound.class)",
                    "public class Net {",
                    "  public static class Sound implements dev.stagewright.network.StageBlock {}",
                    "}")
                .errors())
        .containsExactly(
            resNet
                + " -> @ResNet: "
                + member.split(" ", 2)[0]
                + " has no effect, since classes of your own make the blocks of all stages. Remove"
                + " it; a block of your own gets the stage's filters, kernel, stride, l1 and l2. See "
                + Build.troubleshooting("block-member"));
  }

  @Test
  void withoutFiltersTheChannelsAreNotKnown() {
    assertThat(
            compile("@ResNet", "@Stage(blocks = 1, filters = {}, block = Net.Sound.class)")
                .errors())
        .containsExactly(
            // Marked as a type would be, whose name stands before the braces.
            "@Stage(blocks = 1, filters = «»{}, block = Net.Sound.class) -> stage 3 (@Stage no. 2):"
                + " filters is empty, but its last number is that of the stage's output channels."
                + " Give that number at least. See "
                + Build.troubleshooting("block-filters"));
  }

  /** What a block gets, it may also get in a way that the built-in blocks could not take. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "filters = 16",
        "filters = {1, 2, 3, 16}",
        "filters = 16, kernel = 2, stride = 4, l1 = 1e-4, l2 = 1e-3",
        "filters = 16, naming = Naming.NUMBERS"
      })
  void aSoundOneHasNoError(String members) {
    Compiled compiled =
        compile(
            "@ResNet(groups = 2)", "@Stage(blocks = 2, block = Net.Sound.class, " + members + ")");

    assertThat(List.of(compiled.errors(), compiled.warnings())).allMatch(List::isEmpty);
  }

  @ParameterizedTest
  @CsvSource({
    "'blocks = «0», filters = 16', blocks-count",
    "'blocks = 1, filters = «0»', filters-count",
    "'blocks = 1, filters = 16, kernel = «0»', kernel-size",
    "'blocks = 1, filters = 16, stride = «0»', stride-size"
  })
  void numbersAreStillChecked(String members, String anchor) {
    String stage = "@Stage(block = Net.Sound.class, %s)".formatted(members);

    assertThat(compile("@ResNet", stage.replaceAll("[«»]", "")).errors())
        .singleElement()
        .asString()
        .startsWith(stage + " -> stage 3 (@Stage no. 2): ")
        .endsWith("#" + anchor);
  }

  @Test
  void voidStandsForTheBuiltInBlocks() {
    assertThat(
            compile("@ResNet", "@Stage(blocks = 1, filters = {4, 4}, block = void.class)").errors())
        .isEmpty();
  }
}

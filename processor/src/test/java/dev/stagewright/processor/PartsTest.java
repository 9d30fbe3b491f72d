package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.Project.Tool;
import dev.stagewright.processor.report.Build;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of a declaration that are missing or too many, and what it needs of its surroundings. */
class PartsTest {

  private static final String STAGE = "@Stage(blocks = 1, filters = {4, 4, 16})";

  private static final String[] SOUND = {"@ResNet @Stem @Head", STAGE, "interface Net {}"};

  @Test
  void everyMissingPartIsNamed() {
    assertThat(Compiled.of("@ResNet", "interface Net {}").errors())
        .containsExactly(
            "«@ResNet» -> Net has no @Stem. Add one; @Stem alone is Keras' stem."
                + " See "
                + Build.troubleshooting("stem-missing"),
            "«@ResNet» -> Net has no @Stage, but a network has at least one. Add, for example,"
                + " @Stage(blocks = 3, filters = {64, 64, 256})."
                + " See "
                + Build.troubleshooting("stage-missing"),
            "«@ResNet» -> Net has no @Head. Add one; @Head alone is Keras' head of 1000 classes."
                + " See "
                + Build.troubleshooting("head-missing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Stem | Stem",
        "@Head(classes = 3) | Head",
        "@Stage(blocks = 1, filters = {4, 4}) | Stage"
      })
  void aPartWithoutResNetIsNotSkippedInSilence(String part, String name) {
    assertThat(Compiled.of(part, "interface Net {}").errors())
        .containsExactly(
            ("«%s» -> @%s stands without @ResNet, so that nothing would be generated. Add @ResNet to"
                    + " Net, or remove @%s. See "
                    + Build.troubleshooting("resnet-missing"))
                .formatted(part, name, name));
  }

  @Test
  void anEmptyContainerIsNoStage() {
    assertThat(Compiled.of("@ResNet @Stem @Head @Stages({})", "interface Net {}").errors())
        .singleElement()
        .asString()
        .startsWith("«@ResNet» @Stem @Head @Stages({}) -> Net has no @Stage");
  }

  @Test
  void aSingleStageBesideAContainerHasNoPlace() {
    assertThat(
            Compiled.of(
                    "@ResNet @Stem @Head", "@Stages({" + STAGE + "})", STAGE, "interface Net {}")
                .errors())
        .containsExactly(
            "«"
                + STAGE
                + "» -> @Stage stands beside @Stages, so that the order of the stages is not known."
                + " Move it into @Stages, or write every stage as a @Stage of its own."
                + " See "
                + Build.troubleshooting("stages-mixed"));
  }

  @ParameterizedTest
  @CsvSource({"@Stem @Stem @Head, Stem", "@Stem @Head @Head, Head"})
  void aRepeatedPartIsTheCompilersOwnError(String parts, String name) {
    Compiled compiled = Compiled.of("@ResNet " + parts, STAGE, "interface Net {}");

    assertThat(compiled.errors())
        .singleElement()
        .asString()
        .contains("dev.stagewright.dsl.%s is not a repeatable annotation".formatted(name));
    assertThat(compiled.files()).isEmpty();
  }

  @Test
  void aMissingMemberIsTheCompilersOwnError() {
    Compiled compiled = Compiled.of("@ResNet @Stem @Head @Stage(blocks = 1)", "interface Net {}");

    assertThat(compiled.files()).isEmpty();
  }

  @Test
  void withoutTheRuntimeItSaysWhatToAdd() {
    assertThat(Compiled.with("", SOUND).errors())
        .containsExactly(
            "«interface» Net {} -> Net needs the class dev.stagewright.network.Network, which is"
                + " not on the class path. Add the dependency dev.stagewright:stagewright-runtime."
                + " See "
                + Build.troubleshooting("runtime-missing"));
  }

  @ParameterizedTest
  @CsvSource({"int API_LEVEL = 1;, 1", "'', none"})
  void aRuntimeOfAnOlderLevelIsNamed(String constant, String found) {
    String runtime =
        "package dev.stagewright.network; public interface Network { " + constant + "}";

    assertThat(Compiled.with(runtime, SOUND).errors())
        .containsExactly(
            ("«interface» Net {} -> Net needs a runtime of API level 2, but the one on the class"
                    + " path has %s. Use one version of stagewright-processor and"
                    + " stagewright-runtime. See "
                    + Build.troubleshooting("runtime-too-old"))
                .formatted(found));
  }

  @Test
  void twoTypesThatWouldShareANetworkAreAnError() {
    Compiled compiled =
        Compiled.of(
            "class Net {",
            "  @ResNet @Stem @Head " + STAGE + " interface Inner {}",
            "}",
            "@ResNet @Stem @Head " + STAGE,
            "class Net_Inner {}");

    assertThat(compiled.errors())
        .singleElement()
        .asString()
        .contains("test.Net_InnerNetwork would be generated for");
  }

  @Test
  void aNestedTypesNetworkIsNamedAfterBoth() {
    Compiled compiled =
        Compiled.of("class Net {", "  @ResNet @Stem @Head " + STAGE + " class Inner {}", "}");

    assertThat(compiled.errors())
        .singleElement()
        .asString()
        .startsWith(
            "  @ResNet @Stem @Head " + STAGE + " «class» Inner {} -> Inner is an inner class;");

    compiled =
        Compiled.of(
            "class Net {", "  @ResNet @Stem @Head " + STAGE + " private interface Inner {}", "}");
    assertThat(compiled.errors()).isEmpty();
    assertThat(compiled.files())
        .containsExactly("META-INF/stagewright/test.Net$Inner.json", "test/Net_InnerNetwork.java");
  }

  /** Nothing of the runtime is there that a stub's methods could name; its constants are. */
  @ParameterizedTest
  @EnumSource
  void withoutTheRuntimeOtherCodeIsNotBlamed(Tool tool, @TempDir Path folder) {
    assertThat(
            Project.empty(folder)
                .with(
                    "test/Net.java",
                    "package test; import dev.stagewright.dsl.*;",
                    "@ResNet @Stem @Head(pool = 0)",
                    STAGE,
                    "interface Net {}")
                .with(
                    "test/Use.java",
                    "package test; class Use { NetNetwork net; String stage = NetNetwork.STAGE_2; }")
                .messages(tool))
        .singleElement()
        .asString()
        .startsWith("test/Net.java: Net needs the class dev.stagewright.network.Network");
  }
}

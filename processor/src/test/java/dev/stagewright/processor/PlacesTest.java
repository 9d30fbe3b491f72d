package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.Project.Tool;
import dev.stagewright.processor.report.Build;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where errors stand among other annotations, names and files, with both compilers. */
class PlacesTest {

  private static final String HEAD = "package test; import dev.stagewright.dsl.*;";
  private static final String STAGE = "@Stage(blocks = 1, filters = {4, 4})";

  private final Path folder;

  PlacesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private List<String> errors(Tool tool, String... lines) {
    String[] all = new String[lines.length + 1];
    all[0] = HEAD;
    System.arraycopy(lines, 0, all, 1, lines.length);
    return Project.in(folder)
        .with("com/x/Stage.java", "package com.x; public @interface Stage { int blocks(); }")
        .with("test/Net.java", all)
        .errors(tool);
  }

  /** ECJ marks the member of a value, and the type of a repeated annotation. */
  @ParameterizedTest
  @CsvSource({
    "JAVAC, '@Stage(blocks = «0», filters = {4, 4})'",
    "ECJ, '@Stage(«blocks» = 0, filters = {4, 4})'"
  })
  void aForeignAnnotationOfTheSameNameIsNotMeant(Tool tool, String place) {
    assertThat(
            errors(
                tool,
                "@ResNet @Stem @Head",
                "@com.x.Stage(blocks = 7)",
                "@Stage(blocks = 0, filters = {4, 4})",
                "interface Net {}"))
        .containsExactly(
            "test/Net.java: "
                + place
                + " -> stage 2 (@Stage no. 1): blocks is 0, but a stage has from 1 to 500 blocks."
                + " Give the number of residual blocks, or remove the stage."
                + " See "
                + Build.troubleshooting("blocks-count"));
  }

  @ParameterizedTest
  @CsvSource({"JAVAC, '@Stage(blocks = «-1», filters = {4, 4})'", "ECJ, 'interface «Net» {}'"})
  void norBetweenRepeatedOnes(Tool tool, String place) {
    assertThat(
            errors(
                tool,
                "@ResNet @Stem @Head",
                STAGE,
                "@com.x.Stage(blocks = 7)",
                "@Stage(blocks = -1, filters = {4, 4})",
                "interface Net {}"))
        .singleElement()
        .asString()
        .startsWith("test/Net.java: " + place + " -> stage 3 (@Stage no. 2): blocks is -1, but");
  }

  @ParameterizedTest
  @CsvSource({"JAVAC, '«@Stages({})»'", "ECJ, '«@Stages»({})'"})
  void anEmptyContainerWithoutResNetIsMarkedItself(Tool tool, String place) {
    assertThat(errors(tool, "@Stages({})", "interface Net {}"))
        .containsExactly(
            "test/Net.java: "
                + place
                + " -> @Stages stands without @ResNet, so that nothing would be generated. Add"
                + " @ResNet to Net, or remove @Stages."
                + " See "
                + Build.troubleshooting("resnet-missing"));
  }

  @ParameterizedTest
  @EnumSource
  void anAnnotationWhereOnlyOthersMayStandIsTheCompilersOwnError(Tool tool) {
    assertThat(errors(tool, "@Input", "interface Net {}"))
        .singleElement()
        .asString()
        .startsWith("test/Net.java: «@Input")
        .doesNotContain("docs/");
  }

  /** One filter of -1 is one mistake. */
  @ParameterizedTest
  @CsvSource({"JAVAC, 'filters = «-1»'", "ECJ, '«filters» = -1'"})
  void filtersThatFormNoBlockAreNotCounted(Tool tool, String place) {
    assertThat(
            errors(
                tool, "@ResNet @Stem @Head @Stage(blocks = 1, filters = -1)", "interface Net {}"))
        .containsExactly(
            "test/Net.java: @ResNet @Stem @Head @Stage(blocks = 1, "
                + place
                + ") -> stage 2 (@Stage no. 1): filters has 1 value, which form no block. Give two"
                + " for a basic block or three for a bottleneck."
                + " See "
                + Build.troubleshooting("filters-form"));
  }

  /** ECJ's own model fails on some of them, and takes an annotation of any type. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ResNet(l2 = «\"1e-4\"») @Stem @Head",
        "@ResNet(alpha = «true») @Stem @Head",
        "@ResNet(bias = «1») @Stem @Head",
        "@ResNet(nonlinearity = «\"ELU\"») @Stem @Head",
        "@ResNet(input = «@Norm») @Stem @Head",
        "@ResNet @Stem(pool = «3») @Head",
        "@ResNet @Stem(filters = «\"64\"») @Head",
        "@ResNet @Stem @Head(name = «1000»)",
        "@ResNet @Stem @Head(classes = «10L»)"
      })
  void aValueOfAWrongTypeIsECJsOwnErrorAlone(String marked) {
    assertThat(errors(Tool.ECJ, marked.replaceAll("[«»]", ""), STAGE, "interface Net {}"))
        .singleElement()
        .asString()
        .startsWith("test/Net.java: " + marked + " -> ")
        .doesNotContain("docs/");
  }

  @ParameterizedTest
  @EnumSource
  void aGeneratedFileAmongTheSourcesIsCalledSo(Tool tool) {
    String[] net = {HEAD, "@ResNet @Stem @Head", STAGE, "interface Net {}"};
    String generated =
        "package test; @javax.annotation.processing.Generated("
            + "\"dev.stagewright.processor.ResNetProcessor\") class NetNetwork {}";

    assertThat(
            Project.in(folder)
                .with("test/Net.java", net)
                .with("test/NetNetwork.java", generated)
                .errors(tool))
        .containsExactly(
            "test/Net.java: "
                + (tool == Tool.JAVAC ? "«interface» Net {}" : "interface «Net» {}")
                + " -> test.NetNetwork was generated from Net by an earlier compilation and is now a"
                + " source of this one. Take the directory of generated files out of the sources"
                + " and the source path; to keep the file as code of your own, rename its class."
                + " See "
                + Build.troubleshooting("generated-in-sources"));
  }
}

package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.Generator;
import dev.stagewright.processor.Project;
import dev.stagewright.processor.Project.Tool;
import dev.stagewright.processor.ResNetProcessor;
import dev.stagewright.processor.report.Build;
import java.nio.file.Path;
import java.util.List;
import javax.annotation.processing.Processor;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Values from classes that are generated in the same compilation, or never. */
class RoundsTest {

  private static final String DECLARED =
      "@ResNet(input = @Input(height = %s, width = 32)) @Stem"
          + " @Stage(blocks = 1, filters = {%s, 4}) @Head(pool = 0, %s) interface %s {}";

  private static final String USE =
      "package test; class Use { NetNetwork field; String stage = NetNetwork.STAGE_2; }";

  private final Project project;

  RoundsTest(@TempDir Path folder) {
    project = Project.empty(folder);
  }

  private Project with(String name, String head) {
    return project.with("test/" + name + ".java", declaration(name, "32", "4", head));
  }

  /** javac's warnings are those of what is compiled, not of the class path. */
  private static List<String> messages(Tool tool, Project project) {
    return tool == Tool.JAVAC
        ? project.with(List.of("-Xlint:all,-path,-classfile")).messages(tool)
        : project.messages(tool);
  }

  private static String declaration(String name, String height, String filters, String head) {
    return "package test; import dev.stagewright.dsl.*;\n"
        + DECLARED.formatted(height, filters, head, name);
  }

  private static Processor config(int late, int classes) {
    return new Generator(
        late,
        "Config",
        "public static final int CLASSES = "
            + classes
            + ", SIDE = 16;"
            + " public static final String NAME = \"scores\";");
  }

  /**
   * Whoever comes first; in the second case all annotations are claimed before the other's turn.
   */
  @ParameterizedTest
  @CsvSource({"JAVAC, true", "JAVAC, false", "ECJ, true", "ECJ, false"})
  void aClassOfAnotherProcessorGivesAValue(Tool tool, boolean otherFirst) {
    Project both =
        with("Net", "classes = Config.CLASSES")
            .with("test/Use.java", USE)
            .with(
                () ->
                    otherFirst
                        ? List.of(config(0, 7), new ResNetProcessor())
                        : List.of(new ResNetProcessor(), config(0, 7)));

    assertThat(messages(tool, both)).isEmpty();
    assertThat(new Generated(both.classes()).network().options().classes()).isEqualTo(7);
  }

  @ParameterizedTest
  @EnumSource
  void valuesInsideOtherValuesAreWaitedFor(Tool tool) {
    Project both =
        project
            .with(
                "test/Net.java",
                declaration(
                    "Net", "Config.SIDE", "4, Config.SIDE / 2", "name = \"my_\" + Config.NAME"))
            .with(() -> List.of(new ResNetProcessor(), config(0, 7)));

    assertThat(messages(tool, both)).isEmpty();
    var network = new Generated(both.classes()).network();
    assertThat(network.options().inputShape().height()).isEqualTo(16);
    assertThat(network.stages().get(0).filters()).containsExactly(4, 8, 4);
    assertThat(Generated.layer(network, "my_scores", OutputLayer.class).getNOut()).isEqualTo(1000);
  }

  /** A processor that itself waits for another one's class. */
  @ParameterizedTest
  @EnumSource
  void aClassOfALaterRoundIsWaitedFor(Tool tool) {
    Project three =
        with("Net", "classes = Config.CLASSES")
            .with(
                () -> List.of(new ResNetProcessor(), new Generator(0, "First", ""), config(1, 7)));

    assertThat(messages(tool, three)).isEmpty();
    assertThat(new Generated(three.classes()).network().options().classes()).isEqualTo(7);
  }

  /** Which is no block, as is said once it is there. */
  @ParameterizedTest
  @EnumSource
  void aClassOfAnotherProcessorIsWaitedForAsABlock(Tool tool) {
    Project both =
        project
            .with(
                "test/Net.java",
                "package test; import dev.stagewright.dsl.*;",
                "@ResNet @Stem @Head(pool = 0) @Stage(blocks = 1, filters = 4, block = Config.class)",
                "interface Net {}")
            .with(() -> List.of(new ResNetProcessor(), config(0, 7)));

    assertThat(messages(tool, both))
        .singleElement()
        .asString()
        .startsWith("test/Net.java: stage 2 (@Stage no. 1): block is test.Config. A block of your")
        .contains("; this one does not implement that. ");
  }

  /** C waits for B, which waits for A, which waits for nothing. */
  @ParameterizedTest
  @EnumSource
  void networksGiveValuesToEachOther(Tool tool) {
    Project chain =
        with("Net", "classes = 3, name = BNetwork.SCORES")
            .with("test/B.java", declaration("B", "32", "4", "name = ANetwork.SCORES"))
            .with("test/A.java", declaration("A", "32", "4", "name = \"scores\""))
            .with("test/Use.java", "package test; class Use { ANetwork a; NetNetwork b; }");

    assertThat(messages(tool, chain)).isEmpty();
    assertThat(chain.written().keySet())
        .containsExactlyInAnyOrder(
            "classes/META-INF/stagewright/test.A.json",
            "classes/META-INF/stagewright/test.B.json",
            "classes/META-INF/stagewright/test.Net.json",
            "classes/test/ANetwork.java",
            "classes/test/BNetwork.java",
            "classes/test/NetNetwork.java");
    assertThat(
            Generated.layer(new Generated(chain.classes()).network(), "scores", OutputLayer.class)
                .getNOut())
        .isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVAC | classes = Missing.X      | cannot find symbol",
        "ECJ   | classes = Missing.X      | Missing cannot be resolved to a variable",
        "JAVAC | name = Missing.X         | cannot find symbol",
        "ECJ   | name = Missing.X         | Missing cannot be resolved to a variable",
        "JAVAC | classes = Use.NONE       | cannot find symbol",
        "ECJ   | classes = Use.NONE       | NONE cannot be resolved or is not a field",
        "JAVAC | clases = 3               | cannot find symbol",
        "ECJ   | clases = 3               | The attribute clases is undefined for the annotation type"
      })
  void whatNeverComesIsTheCompilersOwnErrorAlone(Tool tool, String head, String message) {
    Project never = with("Net", head).with("test/Use.java", USE);

    assertThat(messages(tool, never))
        .singleElement()
        .asString()
        .startsWith("test/Net.java: " + message);
  }

  /** Only ECJ calls processors for them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "classes = \"3\"   | Type mismatch: cannot convert from java.lang.String to int",
        "classes = Use.ONE | The value for annotation attribute dev.stagewright.dsl.Head.classes must be a constant"
      })
  void whatIsOfAWrongTypeIsTheCompilersOwnErrorAlone(String head, String message) {
    Project wrong =
        with("Net", head).with("test/Use.java", USE.replace("field;", "field; static int ONE;"));

    assertThat(messages(Tool.ECJ, wrong))
        .singleElement()
        .asString()
        .startsWith("test/Net.java: " + message);
  }

  /** Without the check the stub that takes the network's place would be taken for the network. */
  @ParameterizedTest
  @EnumSource
  void aCircleHasNoBeginning(Tool tool) {
    Project circle =
        with("Net", "name = ANetwork.FC1000")
            .with("test/A.java", declaration("A", "32", "4", "name = NetNetwork.FC1000"))
            .with("test/Self.java", declaration("Self", "32", "4", "name = SelfNetwork.FC1000"));

    String text =
        "test/%s.java: The values of %s are others than before its network was written: they come"
            + " from that network itself, or from a class of an earlier compilation. Write the"
            + " values themselves, or clean the output directory and compile again."
            + " See "
            + Build.troubleshooting("values-changed");
    assertThat(messages(tool, circle))
        .containsExactlyInAnyOrder(
            text.formatted("Net", "Net"), text.formatted("A", "A"), text.formatted("Self", "Self"));
  }

  @Test
  void aValueOfAnEarlierCompilationIsNotTakenForTheNewOne() {
    Project before =
        with("Net", "classes = Config.CLASSES")
            .with(() -> List.of(config(0, 6), new ResNetProcessor()));
    assertThat(messages(Tool.JAVAC, before)).isEmpty();

    Project after =
        before
            .with(() -> List.of(config(0, 7), new ResNetProcessor()))
            .with(List.of("-cp", before.classes() + ":" + System.getProperty("java.class.path")));

    assertThat(after.messages(Tool.JAVAC))
        .singleElement()
        .asString()
        .startsWith("test/Net.java: The values of Net are others than before");
  }

  @Test
  void whereEcjWritesNoSourceOverAClassItSaysWhatToDo() {
    Project twice = with("Net", "classes = 3");
    assertThat(twice.messages(Tool.ECJ)).isEmpty();

    Project again =
        twice.with(List.of("-cp", twice.classes() + ":" + System.getProperty("java.class.path")));

    assertThat(again.messages(Tool.ECJ))
        .containsExactly(
            "test/Net.java: test.NetNetwork could not be written:"
                + " javax.annotation.processing.FilerException: Source file already exists :"
                + " test.NetNetwork. Clean the output directory and compile again."
                + " See "
                + Build.troubleshooting("write-failed"));
  }

  /** An error ends the rounds of javac; it is shown when everybody has generated everything. */
  @ParameterizedTest
  @EnumSource
  void anErrorInOneDeclarationDoesNotKeepAnotherFromWaiting(Tool tool) {
    Project both =
        with("Net", "classes = 1")
            .with("test/B.java", declaration("B", "32", "4", "classes = Config.CLASSES"))
            .with("test/Use.java", "package test; class Use { NetNetwork a; BNetwork b; }")
            .with(() -> List.of(new ResNetProcessor(), config(0, 7)));

    assertThat(messages(tool, both))
        .singleElement()
        .asString()
        .startsWith("test/Net.java: @Head: classes is 1");
  }
}

package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.Project;
import dev.stagewright.processor.Project.Tool;
import dev.stagewright.processor.report.Build;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One error in a declaration is one error, whatever other code does with the network. */
class CascadeTest {

  private static final String[] USE = {
    "package other;",
    "import static test.NetNetwork.STAGE_2;",
    "import dev.stagewright.network.*;",
    "import java.util.List;",
    "import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;",
    "import test.NetNetwork;",
    "abstract class Use implements java.util.function.Supplier<NetNetwork> {",
    "  @Deprecated(since = STAGE_2) NetNetwork field = NetNetwork.builder().classes(3).build();",
    "  NetworkBuilder<NetNetwork> builder = NetNetwork.builder();",
    "  Network network = field;",
    "  List<StageInfo> stages = field.stages();",
    "  NetworkOptions options = field.options();",
    "  ComputationGraphConfiguration configuration = field.configuration();",
    "  String name = field.name() + NetNetwork.AVG_POOL + NetNetwork.FC1000;",
    "  int number(String layer) {",
    "    return switch (layer) {",
    "      case NetNetwork.INPUT -> 0;",
    "      case NetNetwork.CONV1 -> 1;",
    "      case STAGE_2 -> 2;",
    "      case NetNetwork.POOLING -> field.build().getNumLayers();",
    "      default -> -1;",
    "    };",
    "  }",
    "}"
  };

  private final Path folder;

  CascadeTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Project project(String declaration) {
    return Project.empty(folder)
        .with("test/Net.java", "package test; import dev.stagewright.dsl.*;", declaration)
        .with("other/Use.java", USE);
  }

  /** javac looks into methods only if it does not stop at the processor's error. */
  private static List<String> messages(Tool tool, Project project) {
    return tool == Tool.JAVAC
        ? project.with(List.of("--should-stop=ifError=FLOW")).messages(tool)
        : project.messages(tool);
  }

  static Stream<Arguments> faults() {
    String stage = "@Stage(blocks = 1, filters = {4, 4}) ";
    String type = "public interface Net {}";
    return Stream.of(
            "@ResNet @Stem @Head @Stage(blocks = 0, filters = {4, 4})" + type,
            "@ResNet @Stem @Head @Stage(blocks = 27, filters = {4, 4})" + type,
            "@ResNet @Stem @Head @Stage(blocks = 501, filters = {4, 4}, naming = Naming.NUMBERS)"
                + type,
            "@ResNet @Stem @Head @Stage(blocks = 1, filters = {})" + type,
            "@Stem @Head " + stage + type,
            "@ResNet @Head " + stage + type,
            "@ResNet @Stem @Head " + type,
            "@ResNet @Stem " + stage + type,
            "@ResNet @Stem @Head(pool = -1) " + stage + type,
            "@ResNet @Stem @Head(pool = 700) " + stage + type,
            "@ResNet @Stem @Head(classes = 1) " + stage + type,
            "@ResNet(l2 = -1) @Stem @Head(pool = 5) @Stages({" + stage + "}) " + type,
            "@ResNet @Stem @Head(pool = 5) @Stages({" + stage + "}) " + stage + type,
            "@ResNet @Stem @Head(pool = 5) " + stage + "public enum Net {}",
            "@ResNet @Stem @Head(pool = 5) " + stage + "public interface Net<T> {}",
            "@ResNet @Stem @Head(pool = 5, classes = Missing.X) " + stage + type,
            "@ResNet @Stem @Head(pool = Missing.X) " + stage + type,
            "@ResNet @Stem @Head(pool = 5, name = Missing.X) " + stage + type,
            "@ResNet @Stem @Head @Stage(blocks = Missing.X, filters = {4, 4})" + type,
            "@ResNet @Stem(filters = Missing.X) @Head(pool = 5) " + stage + type,
            "@ResNet(input = @Input(height = Missing.X)) @Stem @Head(pool = 5) " + stage + type)
        .flatMap(
            declaration -> Stream.of(Tool.values()).map(tool -> Arguments.of(tool, declaration)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faults")
  void oneErrorIsOneError(Tool tool, String declaration) {
    Project project = project(declaration);

    List<String> alone = messages(tool, project.without("other/Use.java"));
    assertThat(alone).isNotEmpty().allMatch(message -> message.startsWith("test/Net.java: "));
    assertThat(messages(tool, project)).isEqualTo(alone);
  }

  @ParameterizedTest
  @EnumSource
  void aSourceLevelBelowJava17IsOneErrorForAll(Tool tool) {
    Project project =
        Project.empty(folder)
            .with(
                "test/Net.java",
                "package test; import dev.stagewright.dsl.*;",
                "@ResNet @Stem @Head(pool = 5) @Stage(blocks = 1, filters = {4, 4})",
                "interface Net {}",
                "@ResNet @Stem @Head(pool = 5) @Stage(blocks = 1, filters = {4, 4})",
                "interface Second {}")
            .with(
                "test/Use.java",
                "package test;",
                "class Use {",
                "  NetNetwork net = NetNetwork.builder().build();",
                "  SecondNetwork second;",
                "}")
            .with(List.of("--release", "11"));

    assertThat(messages(tool, project))
        .containsExactly(
            "test/Net.java: This compilation is for Java 11, but generated networks need at least"
                + " Java 17. Raise --release (maven.compiler.release in Maven)."
                + " See "
                + Build.troubleshooting("source-level"));
  }
}

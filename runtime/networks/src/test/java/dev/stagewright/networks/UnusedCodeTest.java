package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.Project;
import dev.stagewright.processor.Project.Tool;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A generated class has only what its network needs; Eclipse's compiler tells. */
class UnusedCodeTest {

  private static final List<String> WARNINGS =
      List.of("-warn:unusedPrivate,unusedImport,unusedLocal,unusedArgument,unusedParam");

  private final Project project;

  UnusedCodeTest(@TempDir Path folder) {
    project = Project.empty(folder).with(WARNINGS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ResNet @Head",
        "@ResNet(bias = false, l2 = 1e-4) @Head(pooling = Pooling.MAX)",
        "@ResNet(preactivation = true, shortcut = Shortcut.AVERAGE_POOL) @Head",
        "@ResNet(norm = @Norm(kind = Norm.Kind.NONE), initialization = Initialization.HE_NORMAL) @Head",
        "@ResNet(convention = Convention.KERAS, nonlinearity = Nonlinearity.GELU) @Head(dropout = 0.5)",
        "@ResNet(convention = Convention.KERAS, preactivation = true, groups = 2) @Head",
        "@ResNet(convention = Convention.TORCH, dilation = 2, zeroInitResidual = true) @Head",
        "@ResNet(convention = Convention.TORCH, attention = @Attention(kind = Attention.Kind.SE)) @Head",
        "@ResNet(convention = Convention.TORCH, attention = @Attention(kind = Attention.Kind.ECA),"
            + " shortcut = Shortcut.AVERAGE_POOL, stochasticDepth = 0.1)"
            + " @Head(pooling = Pooling.AVERAGE_AND_MAX, task = Task.REGRESSION)"
      })
  void nothingIsUnused(String ends) {
    Project with =
        project.with(
            "test/Net.java",
            "package test; import dev.stagewright.dsl.*;",
            ends,
            "@Stem(filters = {8, 16}, kernel = {3, 3}, padding = 1)",
            "@Stage(blocks = 2, filters = {8, 8, 16}) @Stage(blocks = 2, filters = {16, 16})",
            "public interface Net {}");

    assertThat(with.messages(Tool.ECJ)).isEmpty();
  }

  @Test
  void theCompilerTells() {
    assertThat(
            project
                .with("test/A.java", "package test; class A { private void unused(int i) {} }")
                .messages(Tool.ECJ))
        .containsExactly(
            "test/A.java: The method unused(int) from the type test.A is never used locally",
            "test/A.java: The value of the parameter i is not used");
  }

  /** Without any block of the built-in kinds. */
  @Test
  void norWhereAllBlocksAreTheUsersOwn() {
    Project own =
        project.with(
            "test/Net.java",
            "package test; import dev.stagewright.dsl.*;",
            "import dev.stagewright.network.*;",
            "import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;",
            "@ResNet(convention = Convention.TORCH) @Stem @Head",
            "@Stage(blocks = 1, filters = 4, block = Net.Own.class)",
            "public interface Net { class Own implements StageBlock {",
            "  @Override public void addTo(GraphBuilder graph, BlockSpec block) {",
            "    graph.setInputTypes().allowDisconnected(block.keepsShape()); } } }");

    assertThat(own.messages(Tool.ECJ)).isEmpty();
    assertThat(own.written().get("classes/test/NetNetwork.java"))
        .doesNotContain("ElementWiseVertex", "only its stride makes smaller");
  }
}

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

/** Annotations of a newer or older version than the processor's. */
class VersionsTest {

  private static final String NEWER_HEAD =
      "public @interface Head { Pooling pooling() default Pooling.WINDOW; int pool() default 7;"
          + " Task task() default Task.SINGLE_LABEL; double dropout() default 0;"
          + " int classes() default 1000; String name() default \"fc1000\";"
          + " double mixup() default 0; }";
  private static final String NEWER_NORM =
      "public @interface Norm { enum Kind { BATCH, NONE } Kind kind() default Kind.BATCH;"
          + " double epsilon() default 1e-3; double momentum() default 0.99;"
          + " Pool extra() default @Pool(kernel = 2); boolean renorm() default false; }";
  private static final String OLDER_HEAD = "public @interface Head { int classes() default 1000; }";

  private static final String MISMATCH =
      " is known to only one of stagewright-dsl and stagewright-processor. Use one version of both."
          + " See "
          + Build.troubleshooting("dsl-mismatch");

  private final Project project;

  VersionsTest(@TempDir Path folder) {
    project = Project.in(folder);
  }

  private Project with(String... net) {
    return project
        .with("dev/stagewright/dsl/Norm.java", "package dev.stagewright.dsl;", NEWER_NORM)
        .with("dev/stagewright/dsl/Head.java", "package dev.stagewright.dsl;", NEWER_HEAD)
        .with(
            "dev/stagewright/dsl/Augment.java",
            "package dev.stagewright.dsl;",
            "public @interface Augment { int value(); }")
        .with("test/Net.java", lines(net));
  }

  private static String[] lines(String... net) {
    String[] lines = new String[net.length + 3];
    lines[0] = "package test; import dev.stagewright.dsl.*;";
    System.arraycopy(net, 0, lines, 1, net.length);
    lines[lines.length - 2] = "@Stem @Stage(blocks = 1, filters = {4, 4})";
    lines[lines.length - 1] = "interface Net {}";
    return lines;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVAC | @ResNet @Head(pool = 0, mixup = «0.5») | @Head.mixup",
        "ECJ   | @ResNet @Head(pool = 0, «mixup» = 0.5) | @Head.mixup",
        "JAVAC | @ResNet(norm = @Norm(renorm = «true»)) @Head(pool = 0) | @Norm.renorm",
        "ECJ   | «@ResNet»(norm = @Norm(renorm = true)) @Head(pool = 0) | @Norm.renorm",
        "JAVAC | @ResNet @Head(pool = 0) «@Augment(3)» | @Augment",
        "ECJ   | @ResNet @Head(pool = 0) «@Augment»(3) | @Augment"
      })
  void whatOnlyNewerAnnotationsKnowIsAnErrorIfWritten(Tool tool, String marked, String name) {
    assertThat(with(marked.replaceAll("[«»]", "")).errors(tool))
        .containsExactly("test/Net.java: " + marked + " -> " + name + MISMATCH);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotWrittenMeansTodaysNetwork(Tool tool) {
    Project newer = with("@ResNet(norm = @Norm(epsilon = 1e-5)) @Head(pool = 0)");

    assertThat(newer.errors(tool)).isEmpty();
    assertThat(newer.written()).containsKey("classes/META-INF/stagewright/test.Net.json");
  }

  @Test
  void allThatIsUnknownIsNamed() {
    assertThat(
            with("@ResNet(norm = @Norm(renorm = true)) @Augment(1) @Head(mixup = 0.5)")
                .errors(Tool.JAVAC))
        .extracting(error -> error.replaceAll(".*-> (\\S+) is known to only one.*", "$1"))
        .containsExactlyInAnyOrder("@Augment", "@Norm.renorm", "@Head.mixup");
  }

  @Test
  void aNewerConstantIsAnError() {
    assertThat(
            with("@ResNet(nonlinearity = Nonlinearity.SINE) @Head(pool = 0)")
                .with(
                    "dev/stagewright/dsl/Nonlinearity.java",
                    "package dev.stagewright.dsl; public enum Nonlinearity { ELU, SINE }")
                .errors(Tool.JAVAC))
        .containsExactly(
            "test/Net.java: @ResNet(nonlinearity = «Nonlinearity.SINE») @Head(pool = 0) ->"
                + " Nonlinearity.SINE"
                + MISMATCH);
  }

  @Test
  void aMemberThatOlderAnnotationsLackIsAnError() {
    assertThat(
            with("@ResNet @Head(classes = 3)")
                .with("dev/stagewright/dsl/Head.java", "package dev.stagewright.dsl;", OLDER_HEAD)
                .errors(Tool.JAVAC))
        .containsExactly(
            "test/Net.java: @ResNet «@Head(classes = 3)» -> @Head.pool" + MISMATCH,
            "test/Net.java: @ResNet «@Head(classes = 3)» -> @Head.task" + MISMATCH,
            "test/Net.java: @ResNet «@Head(classes = 3)» -> @Head.pooling" + MISMATCH,
            "test/Net.java: @ResNet «@Head(classes = 3)» -> @Head.dropout" + MISMATCH,
            "test/Net.java: @ResNet «@Head(classes = 3)» -> @Head.name" + MISMATCH);
  }
}

package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.dsl.ResNet;
import dev.stagewright.processor.Project.Tool;
import dev.stagewright.processor.report.Build;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Declarations in projects with a module-info.java. */
class ModulesTest {

  private static final String NET =
      "@ResNet @Stem @Head(pool = 5) @Stage(blocks = 1, filters = {4, 4}) ";
  private static final String DSL = "import dev.stagewright.dsl.*;";

  private static final String NOT_READ =
      "The module app does not read the class dev.stagewright.network.Network, which generated"
          + " networks need. Add to its module-info.java: requires dev.stagewright.runtime;"
          + " requires deeplearning4j.nn; requires nd4j.api; (with the jars on the module path), or"
          + " compile without it. See "
          + Build.troubleshooting("runtime-not-read");

  private final Path folder;

  ModulesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** The annotations are a module; the runtime is where an option says. */
  private Project project(String option, String directives) throws URISyntaxException {
    Project runtime = Project.in(folder.resolve("runtime"));
    String module = "module dev.stagewright.runtime { exports dev.stagewright.network; }";
    assertThat(
            (option.equals("-cp") ? runtime : runtime.with("module-info.java", module))
                .messages(Tool.JAVAC))
        .isEmpty();

    String dsl =
        Path.of(ResNet.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    String classes = runtime.classes().toString();
    List<String> options =
        option.equals("-cp")
            ? List.of("--module-path", dsl, "-cp", classes)
            : List.of("--module-path", dsl + File.pathSeparator + classes, "-cp", "");
    return Project.empty(folder.resolve("app"))
        .with("module-info.java", "module app { requires dev.stagewright.dsl; " + directives + " }")
        .with(options);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-cp", "--module-path"})
  void aRuntimeThatIsNotRequiredIsOneError(String option) throws URISyntaxException {
    Project project =
        project(option, "")
            .with("test/Net.java", "package test; " + DSL, NET, "interface Net {}")
            .with("test/Second.java", "package test; " + DSL, NET, "interface Second {}");

    assertThat(project.errors(Tool.JAVAC))
        .containsExactly("test/Net.java: «interface» Net {} -> " + NOT_READ);
    assertThat(project.messages(Tool.JAVAC)).hasSize(1);
    assertThat(ecj(project)).containsOnlyOnce("ERROR").contains(NOT_READ);
  }

  @Test
  void whatElseGeneratedCodeUsesIsNamed() throws URISyntaxException {
    assertThat(
            project("--module-path", "requires dev.stagewright.runtime;")
                .with("test/Net.java", "package test; " + DSL, NET + "interface Net {}")
                .messages(Tool.JAVAC))
        .containsExactly(
            "test/Net.java: The module app does not read the class"
                + " org.deeplearning4j.nn.conf.ComputationGraphConfiguration, which generated"
                + " networks need. Add to its module-info.java: requires deeplearning4j.nn;"
                + " requires nd4j.api; (with the jars on the module path), or compile without it."
                + " See "
                + Build.troubleshooting("runtime-not-read"));
  }

  /** ECJ itself reports classes outside of packages. */
  @Test
  void aModulesNetworkNeedsAPackage() throws URISyntaxException {
    assertThat(
            project("--module-path", "requires dev.stagewright.runtime;")
                .with("Net.java", DSL, NET, "interface Net {}")
                .errors(Tool.JAVAC))
        .first()
        .isEqualTo(
            "Net.java: «interface» Net {} -> Net is in the unnamed package of the module app, where"
                + " compilers take no generated class. Move it into a package. See "
                + Build.troubleshooting("package-unnamed"));
  }

  /** What ECJ says; by its command line, as its tool's interface ignores the module path. */
  private static String ecj(Project project) {
    List<String> line = new ArrayList<>(project.options());
    String output = project.classes().toString();
    line.addAll(List.of("-processorpath", System.getProperty("java.class.path"), "-proc:only"));
    line.addAll(List.of("-d", output, "-s", output));
    project.files().keySet().forEach(file -> line.add(project.root().resolve(file).toString()));
    StringWriter said = new StringWriter();
    BatchCompiler.compile(
        line.toArray(String[]::new), new PrintWriter(said), new PrintWriter(said), null);
    return said.toString();
  }
}

package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.Project.Tool;
import dev.stagewright.processor.report.Build;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A user's own annotation that carries parts of a declaration says what to do instead. */
class MetaAnnotationTest {

  private static final String TEXT =
      " -> @Body carries @%s, but parts of a declaration are read only where they stand on the"
          + " network's own type. Write them on %s; numbers that several networks share can be"
          + " constants. See "
          + Build.troubleshooting("meta-annotation");

  private final Project project;

  MetaAnnotationTest(@TempDir Path folder) {
    project = Project.in(folder);
  }

  /** At the annotation, and at every type that wears it, whose parts are then not missed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "JAVAC | Stages | @interface «Body» {} | «@Body» @ResNet @Stem @Head",
        "ECJ   | Stages | @interface «Body» {} | «@Body» @ResNet @Stem @Head"
      })
  void stagesThatAnAnnotationCarries(Tool tool, String part, String annotation, String net) {
    Project both =
        project
            .with(
                "test/Body.java",
                "package test; import dev.stagewright.dsl.*;",
                "@Stage(blocks = 1, filters = {4, 4})",
                "@Stage(blocks = 1, filters = {8, 8})",
                annotation.replaceAll("[«»]", ""))
            .with(
                "test/Net.java",
                "package test; import dev.stagewright.dsl.*;",
                net.replaceAll("[«»]", ""),
                "interface Net {}");

    assertThat(both.errors(tool))
        .hasSize(2)
        .contains("test/Net.java: " + net + TEXT.formatted(part, "Net"))
        .anyMatch(
            error ->
                error.startsWith("test/Body.java: ")
                    && error.endsWith(
                        TEXT.formatted("Stage", "the type of each network").substring(4)));
  }

  /** A network that wears nothing else is told, too, and code that uses it is not reported. */
  @ParameterizedTest
  @EnumSource
  void wholeDeclarationsThatATypeWears(Tool tool) {
    Project both =
        project
            .with(
                "test/Body.java",
                "package test; import dev.stagewright.dsl.*;",
                "@ResNet @Stem @Stage(blocks = 1, filters = {4, 4}) @Head",
                "@interface Body {}")
            .with("test/Net.java", "package test;", "@Body interface Net {}")
            .with(
                "test/Use.java", "package test;", "class Use { Class<?> it = NetNetwork.class; }");

    assertThat(both.errors(tool))
        .hasSize(2)
        .contains("test/Net.java: «@Body» interface Net {}" + TEXT.formatted("ResNet", "Net"))
        .anyMatch(error -> error.startsWith("test/Body.java: «@ResNet» @Stem"));
  }

  @ParameterizedTest
  @CsvSource({"@ResNet @Stem @Head, ResNet", "@Head, Stage"})
  void wholeDeclarationsThatAnAnnotationCarries(String parts, String first) {
    assertThat(
            Compiled.of(parts, "@Stage(blocks = 1, filters = {4, 4})", "@interface Body {}")
                .errors())
        .singleElement()
        .asString()
        .endsWith(TEXT.formatted(first, "the type of each network").substring(4));
  }

  /** Annotations of others carry annotations of others. */
  @ParameterizedTest
  @CsvSource({"@Deprecated", "@FunctionalInterface"})
  void otherAnnotationsAreNotMeant(String other) {
    assertThat(
            Compiled.of(
                    "@ResNet @Stem @Head @Stage(blocks = 1, filters = {4, 4}) " + other,
                    "interface Net { int one(); }")
                .errors())
        .isEmpty();
  }
}

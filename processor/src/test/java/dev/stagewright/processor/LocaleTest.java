package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.Project.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files and messages are the same, byte for byte, under languages with digits or letters of their
 * own.
 */
class LocaleTest {

  private static final Locale BEFORE = Locale.getDefault();

  private final Path folder;

  LocaleTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @AfterEach
  void restore() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar-EG", "hi-IN-u-nu-deva", "th-TH-u-nu-thai", "tr-TR"})
  void areThoseOfEveryOther(String language) throws IOException {
    Locale.setDefault(Locale.ROOT);
    Map<String, String> files = files("root");
    List<String> errors = errors("root");

    Locale.setDefault(Locale.forLanguageTag(language));

    assertThat(files).hasSize(2);
    assertThat(files("other")).isEqualTo(files);
    assertThat(errors).hasSize(8);
    assertThat(errors("other")).isEqualTo(errors);
  }

  /** All numbers that are written somewhere, and names with an i. */
  private Map<String, String> files(String name) throws IOException {
    Project project =
        project(name)
            .with(List.of("-proc:only"))
            .with(
                "test/Tiny.java",
                "package test; import dev.stagewright.dsl.*;",
                "@ResNet(nonlinearity = Nonlinearity.LEAKY_RELU, alpha = 0.25, l1 = 1e-5)",
                "@Stem",
                "@Stage(blocks = 1, filters = {64, 64}, kernel = 5, alpha = 0.5)",
                "@Stage(blocks = 3, filters = {8, 8, 32}, l2 = 1e-4)",
                "@Head(classes = 1234, name = \"classifier\")",
                "interface Tiny {}");
    assertThat(project.errors(Tool.JAVAC)).isEmpty();
    return project.written();
  }

  private List<String> errors(String name) throws IOException {
    return project(name)
        .with(
            "test/Net.java",
            "package test; import dev.stagewright.dsl.*;",
            "@ResNet(input = @Input(height = 0), alpha = -1)",
            "@Stem(stride = -1, padding = 9)",
            "@Stage(blocks = 501, filters = {64, -64})",
            "@Stage(blocks = 27, filters = {64, 64}, kernel = 4)",
            "@Head(pool = -7)",
            "interface Net {}")
        .errors(Tool.JAVAC);
  }

  private Project project(String name) throws IOException {
    return Project.in(Files.createDirectories(folder.resolve(name)));
  }
}

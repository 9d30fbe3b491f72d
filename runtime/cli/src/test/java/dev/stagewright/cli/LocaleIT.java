package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names beyond ASCII where no locale says how file names are encoded, as in containers. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LocaleIT {

  /** Folders named after a cat, a German annoyance and a face, by their bytes. */
  private static final String MAKE_FOLDERS =
      """
      for name in '\\347\\214\\253' '\\303\\204rger' '\\360\\237\\230\\200'; do
        cp -r blue images/"$(printf "$name")"
      done
      """;

  private static final List<String> NAMES = List.of("\u00C4rger", "\u732B", "\uD83D\uDE00");

  private final Path folder;

  LocaleIT(@TempDir Path folder) {
    this.folder = folder;
  }

  /** The Java of the tests in every way, and others beside it, which are often there. */
  static Stream<Arguments> environments() throws IOException {
    Path own = Path.of(System.getProperty("java.home")).toRealPath();
    List<Arguments> all = new ArrayList<>();
    for (String locale : List.of("C", "POSIX", "")) {
      all.add(Arguments.of(own, locale));
    }
    try (Stream<Path> siblings = Files.list(own.resolveSibling(""))) {
      siblings
          .filter(home -> !Files.isSymbolicLink(home) && !home.equals(own))
          .filter(home -> Files.isExecutable(home.resolve("bin/java")))
          .forEach(home -> all.add(Arguments.of(home, "C")));
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("environments")
  void classesKeepTheirNames(Path java, String locale) throws Exception {
    Material.paint(folder.resolve("blue"), 0x2040e0);
    Files.createDirectories(folder.resolve("images"));
    Map<String, String> environment = new HashMap<>();
    environment.put("JAVA_HOME", java.toString());
    environment.put("LC_ALL", locale); // an empty one is as good as none
    environment.put("LANG", "");
    environment.put("LC_CTYPE", "");
    String train = "$sw train SmallElu --classpath %s --images images --output model.zip";

    Run run =
        new Launcher(folder)
            .shell(
                environment,
                MAKE_FOLDERS
                    + train.formatted(Launcher.NETWORKS)
                    + " >/dev/null && $sw predict --model model.zip --top 3 images/*/0.png");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains(NAMES))
        .map(line -> line.replaceFirst("images/(.*)/0.png .*", "$1"))
        .containsExactlyInAnyOrderElementsOf(NAMES);
    assertThat(header(folder.resolve("model.zip"))).contains(NAMES);
  }

  private static String header(Path model) throws IOException {
    try (ZipFile zip = new ZipFile(model.toFile());
        var entry = zip.getInputStream(zip.getEntry("stagewright.json"))) {
      return new String(entry.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

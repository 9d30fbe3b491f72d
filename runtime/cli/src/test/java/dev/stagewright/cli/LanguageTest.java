package dev.stagewright.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What commands write and print is the same, byte for byte, in a Java whose language has digits of
 * its own.
 */
class LanguageTest {

  /** Commands whose output has numbers in every form; four of them do not end with 0. */
  private static final String LINES =
      """
      networks
      networks --json --where parameters<1e6
      networks --where parameters<many
      summary SmallElu
      summary SmallElu --json
      summary SmallElu --svg small.svg
      diff SmallElu TinyElu
      source SmallElu
      source SmallElu --standalone
      plan SmallElu --batch 2
      errors
      weights inspect WEIGHTS
      weights check WEIGHTS SmallElu
      train SmallElu --images images --output model.zip --epochs 2 --validation-share 0.5 --class-weight red=2.5
      train SmallElu --images images --output model.zip --batch-size 0
      evaluate --model model.zip --images images --json figures.json
      predict --model model.zip images/red/0.png images/blue/1.png
      predict --network TinyElu --weights WEIGHTS --input x.npy --output y.npy
      """;

  private static final Path WEIGHTS =
      Path.of("../networks/src/test/resources/keras/tiny_top.keras2.h5").toAbsolutePath();

  @TempDir private static Path folder = Path.of("");
  private static Map<String, String> expected = Map.of();

  @BeforeAll
  static void inNoLanguage() throws Exception {
    expected = written("und");
    assertThat(expected).containsKeys("out", "small.svg", "figures.json", "y.npy", "model.zip");
    assertThat(
            requireNonNull(expected.get("out")).lines().filter(line -> line.matches("exit [^0]")))
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ar", "fa"})
  void isThatOfNone(String language) throws Exception {
    assertThat(String.format(Locale.forLanguageTag(language), "%d", 5)).isNotEqualTo("5");
    assertThat(written(language)).containsExactlyEntriesOf(expected);
  }

  /** What a process in a language prints, and the files that it leaves, each by its name. */
  private static Map<String, String> written(String language) throws Exception {
    Path work = Files.createDirectory(folder.resolve(language));
    Material.paint(work.resolve("images/blue"), 0x2040e0);
    Material.paint(work.resolve("images/red"), 0xe03020);
    PredictArraysTest.writeImages(work.resolve("x.npy"));
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Duser.language=" + language,
            "-Duser.country=",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Commands.class.getName(),
            WEIGHTS.toString());
    Process process =
        new ProcessBuilder(line)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("progress").toFile())
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(Files.readString(work.resolve("progress")))
        .as("times differ, digits do not")
        .contains("epoch 2/2")
        .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
    Map<String, String> files = new TreeMap<>();
    for (String name : List.of("out", "small.svg", "figures.json", "y.npy")) {
      files.put(name, Files.readString(work.resolve(name), ISO_8859_1));
    }
    try (FileSystem zip = FileSystems.newFileSystem(work.resolve("model.zip"))) {
      String json = Files.readString(zip.getPath("stagewright.json"));
      files.put(
          "model.zip",
          json.replaceFirst("[0-9-]{10}T[0-9:]{8}Z", "just now").replace(work.toString(), "here"));
    }
    return files;
  }

  /** Runs all lines in one process and writes what they print to a file. */
  static final class Commands {
    public static void main(String[] weights) throws IOException {
      List<String> out = new ArrayList<>();
      for (String line : LINES.lines().toList()) {
        Run run = Run.of((Object[]) line.replace("WEIGHTS", weights[0]).split(" "));
        out.addAll(List.of("$ " + line, "exit " + run.exitCode(), run.out(), run.err()));
      }
      Files.write(Path.of("out"), out, UTF_8);
      System.exit(0);
    }
  }
}

package dev.stagewright.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of hostile_files.py, read by a process with 64 MB of heap and as much beside it. What
 * must come of each is in HostileFilesTest.tsv; some are odd but right, and are read.
 */
class HostileFilesTest {

  private static final Path FILES = Path.of("src/test/resources/hostile");
  private static final Path OUTCOMES =
      Path.of("src/test/resources/dev/stagewright/weights/HostileFilesTest.tsv");

  private static Map<String, String> found = Map.of();

  @BeforeAll
  static void readInAProcess(@TempDir Path folder) throws Exception {
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-Dorg.bytedeco.javacpp.maxbytes=64m",
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                ReadAll.class.getName(),
                FILES.toString())
            .redirectOutput(out.toFile())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err.txt"))).isZero();
    found = parsed(out);
  }

  static Stream<Map.Entry<String, String>> outcomes() throws IOException {
    return parsed(OUTCOMES).entrySet().stream();
  }

  private static Map<String, String> parsed(Path lines) throws IOException {
    try (Stream<String> text = Files.lines(lines, StandardCharsets.UTF_8)) {
      return text.map(line -> Arrays.asList(line.split("\t", 2)))
          .collect(
              Collectors.toMap(
                  each -> each.get(0), each -> each.get(1), (a, b) -> a, TreeMap::new));
    }
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void isReadOrRefusedWithAReason(Map.Entry<String, String> outcome) {
    assertThat(found.get(outcome.getKey())).isEqualTo(outcome.getValue());
  }

  @Test
  void noFileIsLeftOut() throws IOException {
    assertThat(found.keySet()).isEqualTo(parsed(OUTCOMES).keySet());
  }
}

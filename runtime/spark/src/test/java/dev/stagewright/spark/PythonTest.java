package dev.stagewright.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagewright.prediction.Predicted;
import dev.stagewright.tasks.Task;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wrapper in {@code python}. */
class PythonTest {

  private static final String PYTHON =
      System.getenv().getOrDefault("STAGEWRIGHT_PYTHON", "python3");

  private final Path folder;

  PythonTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** Skipped without Python and its package pyspark of the version that this is built for. */
  @Test
  void scoresSavesAndLoads() throws Exception {
    String spark = org.apache.spark.package$.MODULE$.SPARK_VERSION();
    Path found = folder.resolve("found");
    boolean runs =
        run(
            found,
            "",
            "-c",
            "import numpy, pyspark; print(pyspark.__version__, pyspark.__path__[0])");
    String[] words = (runs ? Files.readString(found) : "no pyspark").strip().split(" ", 2);
    assumeTrue(
        words[0].equals(spark),
        "found %s in %s (STAGEWRIGHT_PYTHON names another); the Python wrapper needs pyspark==%s and numpy"
            .formatted(String.join(" ", words), PYTHON, spark));
    ScoringMaterial material = ScoringMaterial.in(folder, Task.SINGLE_LABEL);
    Path said = folder.resolve("said");

    boolean ran =
        run(
            said,
            without(Path.of(words[1], "jars")),
            "python/tests/score.py",
            material.model().toString(),
            folder.resolve("pictures").toString(),
            folder.resolve("saved").toString());

    assertThat(ran).as(() -> read(folder.resolve("errors"))).isTrue();
    assertThat(Files.readAllLines(said))
        .containsExactlyElementsOf(material.predictedHere(4).stream().map(this::line).toList());
  }

  /** As the script prints it: both languages write the shortest digits that are the number. */
  private String line(Predicted<Path> predicted) {
    double[] all = predicted.require();
    int most = all[0] >= all[1] && all[0] >= all[2] ? 0 : all[1] >= all[2] ? 1 : 2;
    return Stream.concat(
            Stream.of("file:" + predicted.source(), List.of("cat", "dog", "horse").get(most)),
            Arrays.stream(all).mapToObj(String::valueOf))
        .collect(Collectors.joining("\t"));
  }

  private boolean run(Path output, String classPath, String... arguments)
      throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of(PYTHON), Arrays.stream(arguments)).toList())
            .redirectOutput(output.toFile())
            .redirectError(folder.resolve("errors").toFile());
    builder.environment().remove("SPARK_HOME"); // its own, not that of the test cluster
    builder.environment().put("PYTHONPATH", "python");
    builder
        .environment()
        .put(
            "PYSPARK_SUBMIT_ARGS",
            "--driver-class-path %s --conf spark.ui.enabled=false pyspark-shell"
                .formatted(classPath));
    try {
      Process process = builder.start();
      return process.waitFor(10, TimeUnit.MINUTES) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // no such program
    }
  }

  /** What PySpark does not bring itself. */
  private static String without(Path jars) {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Files.exists(jars.resolve(Path.of(entry).getFileName())))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}

package dev.stagewright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.model.TinyGraph;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu;
import org.nd4j.linalg.factory.Nd4j;

/** How OpenMP's threads wait, in processes of their own: the library tells when it is loaded. */
@EnabledOnOs(OS.LINUX)
class OpenMpTest {

  /** A program that uses ND4J before any class of ours. */
  static final class Nd4jFirst {
    private Nd4jFirst() {}

    /** Adds. */
    public static void main(String[] arguments) {
      System.out.println(Nd4j.ones(2).sumNumber());
    }
  }

  /** A program that loads the native library itself, and OpenMP with it. */
  static final class NativesFirst {
    private NativesFirst() {}

    /** Tells what runs a graph. */
    public static void main(String[] arguments) {
      Loader.load(Nd4jCpu.class);
      ComputationGraph graph = TinyGraph.build();
      System.out.println(Engines.status(graph));
    }
  }

  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private record Outcome(int exitCode, String text) {}

  private static String run(Class<?> program, Map<String, String> environment)
      throws IOException, InterruptedException {
    Outcome outcome = run(program, environment, CLASS_PATH);
    assertThat(outcome.exitCode()).as(outcome.text()).isZero();
    return outcome.text();
  }

  private static Outcome run(Class<?> program, Map<String, String> environment, String classPath)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath,
                    program.getName()))
            .redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"));
    builder.environment().put("OMP_DISPLAY_ENV", "VERBOSE");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), text);
  }

  @Test
  void threadsSleepSoonInEveryProgramThatHasStagewrightOnItsClassPath() throws Exception {
    assertThat(run(Nd4jFirst.class, Map.of()))
        .contains("GOMP_SPINCOUNT = '1000'")
        .contains("OMP_WAIT_POLICY = 'PASSIVE'")
        .contains("2.0")
        .doesNotContain("OpenMpBackend", "threads spin");
  }

  @Test
  void nd4jPrefersItsOwnBackendInWhicheverOrderTheyAreFound() throws Exception {
    List<String> entries = new ArrayList<>(List.of(CLASS_PATH.split(File.pathSeparator)));
    Collections.reverse(entries);

    assertThat(run(Nd4jFirst.class, Map.of(), String.join(File.pathSeparator, entries)).text())
        .contains("GOMP_SPINCOUNT = '1000'", "2.0")
        .doesNotContain("OpenMpBackend");
  }

  @Test
  void withoutARealBackendNd4jLogsWhatThisOneIs() throws Exception {
    String ours =
        Stream.of(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("nd4j-native-"))
            .collect(Collectors.joining(File.pathSeparator));

    assertThat(run(Nd4jFirst.class, Map.of(), ours).text())
        .contains(
            "Skipped [OpenMpBackend] backend (unavailable): it only tells OpenMP how its threads wait, and computes nothing")
        .contains("Please ensure that you have an nd4j backend on your classpath");
  }

  @ParameterizedTest
  @CsvSource({
    "GOMP_SPINCOUNT, 77, GOMP_SPINCOUNT = '77'",
    "OMP_WAIT_POLICY, ACTIVE, OMP_WAIT_POLICY = 'ACTIVE'"
  })
  void whatTheUsersEnvironmentSaysIsLeftAlone(String name, String value, String told)
      throws Exception {
    assertThat(run(Nd4jFirst.class, Map.of(name, value)))
        .contains(told)
        .doesNotContain("GOMP_SPINCOUNT = '1000'");
  }

  @Test
  void whereItIsTooLateTheStatusSaysWhatToSet() throws Exception {
    assertThat(run(NativesFirst.class, Map.of()))
        .contains(
            "; threads spin, since OpenMP was loaded before Stagewright: set GOMP_SPINCOUNT=1000 in the environment, or training is slow when other work runs on the processors")
        .doesNotContain("GOMP_SPINCOUNT = '1000'");
  }
}

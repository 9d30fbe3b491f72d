package dev.stagewright.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.model.TinyGraph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  private static String run(Class<?> program, Map<String, String> environment)
      throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
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
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @Test
  void threadsSleepSoonInEveryProgramThatHasStagewrightOnItsClassPath() throws Exception {
    assertThat(run(Nd4jFirst.class, Map.of()))
        .contains("GOMP_SPINCOUNT = '1000'")
        .contains("OMP_WAIT_POLICY = 'PASSIVE'")
        .contains("2.0")
        .doesNotContain("OpenMpBackend", "threads spin");
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

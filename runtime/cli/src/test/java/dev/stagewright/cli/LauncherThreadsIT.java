package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How OpenMP's threads wait in the packaged command, as the library tells when it is loaded. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherThreadsIT {

  private static String run(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of("target/stagewright/bin/stagewright").toAbsolutePath().toString(),
                "plan",
                "ResNet50Elu",
                "--batch",
                "1")
            .redirectErrorStream(true);
    builder.environment().keySet().removeAll(List.of("OMP_WAIT_POLICY", "GOMP_SPINCOUNT"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("OMP_DISPLAY_ENV", "VERBOSE");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @ParameterizedTest
  @CsvSource({
    "OMP_DISPLAY_ENV, VERBOSE, GOMP_SPINCOUNT = '1000'",
    "GOMP_SPINCOUNT, 77, GOMP_SPINCOUNT = '77'",
    "OMP_WAIT_POLICY, ACTIVE, OMP_WAIT_POLICY = 'ACTIVE'"
  })
  void threadsSleepSoonUnlessTheUserSaysOtherwise(String name, String value, String told)
      throws Exception {
    assertThat(run(Map.of(name, value))).contains(told);
  }
}

package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged launcher as a user starts it: through a link, from another folder. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherIT {

  private static final Path LAUNCHER =
      Path.of("target/stagewright/bin/stagewright").toAbsolutePath();

  private final Path folder;

  LauncherIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void findsAUsersNetworksAndKeepsLogsQuiet() throws Exception {
    Path classes = Path.of("target/test-classes").toAbsolutePath();

    Run run = start(Map.of(), "networks", "--classpath", classes.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("ResNet50Elu ", "SmallElu ");
  }

  @Test
  void computesArraysWithAUsersNetwork() throws Exception {
    Path classes = Path.of("target/test-classes").toAbsolutePath();
    Path weights = Path.of("../networks/src/test/resources/keras/tiny_top.keras2.h5").toRealPath();
    byte[] header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 197, 197, 3), }"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] input = new byte[10 + header.length + 4 * 197 * 197 * 3];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0};
    System.arraycopy(magic, 0, input, 0, 10);
    System.arraycopy(header, 0, input, 10, header.length);
    Files.write(folder.resolve("x.npy"), input);

    Run run =
        start(
            Map.of(),
            "predict",
            "--network",
            "TinyElu",
            "--classpath",
            classes.toString(),
            "--weights",
            weights.toString(),
            "--input",
            "x.npy",
            "--output",
            "y.npy");

    assertThat(run).isEqualTo(new Run(0, "Wrote y.npy [1, 10]\n", ""));
    assertThat(folder.resolve("y.npy")).hasSize(128 + 4 * 10);
  }

  @Test
  void passesTheExitCodeOn() throws Exception {
    assertThat(start(Map.of(), "networks", "--no-such-option").exitCode()).isEqualTo(2);
  }

  @Test
  void aMissingJavaIsSaid() throws Exception {
    assertThat(start(Map.of("JAVA_HOME", "/no/such/java"), "networks"))
        .isEqualTo(
            new Run(
                1,
                "",
                "stagewright: found no Java at \"/no/such/java/bin/java\"; install Java 17 or newer, or set JAVA_HOME to it\n"));
  }

  private Run start(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path link = folder.resolve("sw");
    Files.createSymbolicLink(link, LAUNCHER);
    List<String> line = new ArrayList<>(List.of(link.toString()));
    line.addAll(List.of(arguments));
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    int exitCode = builder.start().waitFor();
    Files.delete(link);
    return new Run(exitCode, Files.readString(out), Files.readString(err));
  }
}

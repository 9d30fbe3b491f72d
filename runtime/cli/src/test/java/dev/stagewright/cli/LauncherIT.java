package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged launcher as a user starts it: through a link, from another folder. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherIT {

  private final Path folder;

  /** What is started. */
  private Path script = Launcher.PACKAGED;

  LauncherIT(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void findsAUsersNetworksAndKeepsLogsQuiet() throws Exception {

    Run run = start(Map.of(), "networks", "--classpath", Launcher.NETWORKS.toString());

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("ResNet50Elu ", "SmallElu ");
  }

  @Test
  void computesArraysWithAUsersNetwork() throws Exception {
    assertThat(predict(Map.of())).isEqualTo(new Run(0, "Wrote y.npy [1, 10]\n", ""));
    assertThat(folder.resolve("y.npy")).hasSize(128 + 4 * 10);
  }

  @Test
  void withoutBf16InstructionsItSaysSoAndComputesInFloat32() throws Exception {
    Map<String, String> avx2 = Map.of("ONEDNN_MAX_CPU_ISA", "AVX2");
    predict(avx2);
    byte[] float32 = Files.readAllBytes(folder.resolve("y.npy"));

    Run run = predict(avx2, "--precision", "bf16");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .endsWith(
            "This processor has no bfloat16 arithmetic (avx512_bf16 or amx_bf16): float32 is used instead\n");
    assertThat(folder.resolve("y.npy")).hasBinaryContent(float32);
  }

  @Test
  void withoutOneDnnsNativesItRunsOnDeeplearning4jAndKnowsWhy() throws Exception {
    script = withoutNatives();

    assertThat(predict(Map.of())).isEqualTo(new Run(0, "Wrote y.npy [1, 10]\n", ""));
    Run plan = start(Map.of(), "plan", "ResNet50Elu");
    assertThat(plan.exitCode()).isEqualTo(1);
    assertThat(plan.err())
        .contains("no engine runs here", "onednn is off: oneDNN's native library for linux-x86_64")
        .contains("add org.bytedeco:dnnl with that classifier");
  }

  private Path linkedJars() {
    return folder.resolve("home/lib");
  }

  /** JUnit warns of links that lead out of a temporary folder. */
  @AfterEach
  void deleteLinks() throws IOException {
    if (Files.isDirectory(linkedJars())) {
      try (var jars = Files.newDirectoryStream(linkedJars())) {
        for (Path jar : jars) {
          Files.delete(jar);
        }
      }
    }
  }

  /** The distribution as links, but for oneDNN's native libraries; returns its launcher. */
  private Path withoutNatives() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("home/bin"));
    Path lib = Files.createDirectories(linkedJars());
    try (var jars = Files.newDirectoryStream(Launcher.PACKAGED.resolveSibling("../lib"))) {
      for (Path jar : jars) {
        String name = jar.getFileName().toString();
        if (!name.matches("dnnl-.*(x86_64|arm64)\\.jar")) {
          Files.createSymbolicLink(lib.resolve(name), jar.toRealPath());
        }
      }
    }
    return Files.copy(
        Launcher.PACKAGED, bin.resolve("stagewright"), StandardCopyOption.COPY_ATTRIBUTES);
  }

  private Run predict(Map<String, String> environment, String... more) throws Exception {
    Path weights = Path.of("../networks/src/test/resources/keras/tiny_top.keras2.h5").toRealPath();
    byte[] header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 197, 197, 3), }"
            .getBytes(StandardCharsets.US_ASCII);
    byte[] input = new byte[10 + header.length + 4 * 197 * 197 * 3];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0};
    System.arraycopy(magic, 0, input, 0, 10);
    System.arraycopy(header, 0, input, 10, header.length);
    Files.write(folder.resolve("x.npy"), input);

    List<String> line = new ArrayList<>(List.of("predict", "--network", "TinyElu"));
    line.addAll(
        List.of("--classpath", Launcher.NETWORKS.toString(), "--weights", weights.toString()));
    line.addAll(List.of("--input", "x.npy", "--output", "y.npy"));
    line.addAll(List.of(more));
    return start(environment, line.toArray(String[]::new));
  }

  @Test
  void tooLittleMemoryIsToldWithTheOption() throws Exception {
    Material.paint(folder.resolve("images/blue"), 0x2040e0);
    Material.paint(folder.resolve("images/red"), 0xe03020);
    String classes = Launcher.NETWORKS.toString();
    List<String> line = new ArrayList<>(List.of("train", "SmallElu", "--classpath", classes));
    line.addAll(List.of("--images", "images", "--output", "model.zip"));
    line.addAll(List.of("--option", "inputShape=1500,1500,3"));

    Run run = start(Map.of("STAGEWRIGHT_JVM_FLAGS", "-Xmx150m"), line.toArray(String[]::new));

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("stagewright: Not enough memory for a training step with a batch of 8")
        .contains("free outside of the Java heap")
        .endsWith("the option is --batch-size. Flags of Java go into STAGEWRIGHT_JVM_FLAGS\n");
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

  private Run start(Map<String, String> environment, String... arguments) throws Exception {
    return new Launcher(folder, script).start(environment, arguments);
  }
}

package dev.stagewright.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class OutputFileTest {

  @TempDir private Path folder = Path.of("");

  private static void write(Path path, String text) {
    OutputFile.write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Reserves an output in a process of its own. */
  private Process reserveElsewhere(Path path) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            path.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Writes half of an output, says so, and waits for its end. */
  static final class Holder {
    public static void main(String[] arguments) throws IOException {
      OutputFile.write(
          Path.of(arguments[0]),
          out -> {
            out.write(new byte[1 << 20]);
            System.out.println("held");
            System.in.read();
          });
    }
  }

  @Test
  void replacesAFileInOneStepAndKeepsItsPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("y.npy"), "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    try (OutputFile output = OutputFile.reserve(file)) {
      output.write(
          out -> {
            out.write(new byte[100_000]);
            assertThat(file).hasContent("before");
          });
      assertThat(file).hasSize(100_000);
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names()).containsExactly("y.npy");
  }

  @Test
  void aNewFileHasTheUsualPermissions() throws IOException {
    Path usual = Files.createFile(folder.resolve("usual"));
    write(folder.resolve("new"), "text");
    assertThat(Files.getPosixFilePermissions(folder.resolve("new")))
        .isEqualTo(Files.getPosixFilePermissions(usual));
  }

  @Test
  void theLongestNameWorks() throws IOException {
    String name = "m".repeat(251) + ".zip";
    write(folder.resolve(name), "text");
    assertThat(names()).containsExactly(name);
  }

  @Test
  void aNameThatIsTooLongFailsBeforeTheWork() {
    Path file = folder.resolve("m".repeat(256));
    assertThatThrownBy(() -> OutputFile.reserve(file))
        .isInstanceOf(OutputException.class)
        .hasMessage(file + ": cannot be written: File name too long");
  }

  @ParameterizedTest
  @ValueSource(strings = {"there", "dangling"})
  void followsLinks(String name) throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.writeString(real.resolve("there"), "before");
    Files.createSymbolicLink(folder.resolve("inner"), Path.of("real"));
    Files.createSymbolicLink(folder.resolve("middle"), Path.of("inner", name));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("middle"));
    write(link, "after");
    assertThat(real.resolve(name)).hasContent("after").isRegularFile();
    assertThat(link).isSymbolicLink();
    assertThat(names()).containsExactly("inner", "link", "middle", "real");
  }

  @Test
  void namesALinkThatLeadsInACircle() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("link"));
    assertThatThrownBy(() -> OutputFile.reserve(link))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith(link + ": cannot be written: Too many levels of symbolic links");
  }

  @Test
  void aFailureLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("y.npy"), "before");
    assertThatThrownBy(
            () ->
                OutputFile.write(
                    file,
                    out -> {
                      out.write(new byte[1 << 20]);
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            file
                + ": cannot be written: No space left on device. What was there before is unchanged");
    assertThat(file).hasContent("before");
    assertThat(names()).containsExactly("y.npy");
  }

  @Test
  void writesToAFifo() throws Exception {
    Path fifo = folder.resolve("fifo");
    assumeThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    var read = CompletableFuture.supplyAsync(() -> contentOf(fifo));
    write(fifo, "text");
    assertThat(read.get()).isEqualTo("text");
    assertThat(names()).containsExactly("fifo");
  }

  private static String contentOf(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDeviceStaysADevice() {
    Path device = Path.of("/dev/full");
    assumeThat(device).exists();
    assertThatThrownBy(() -> write(device, "text"))
        .isInstanceOf(OutputException.class)
        .hasMessage("/dev/full: cannot be written: No space left on device");
    assertThat(Files.isRegularFile(device, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void refusesAFolderAndAMissingFolder() {
    assertThatThrownBy(() -> OutputFile.reserve(folder))
        .isInstanceOf(OutputException.class)
        .hasMessage(folder + ": is a folder; expected a file");
    Path file = folder.resolve("missing").resolve("y.npy");
    assertThatThrownBy(() -> OutputFile.reserve(file))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            "%s: cannot be written: the folder %s does not exist"
                .formatted(file, file.getParent()));
  }

  @Test
  void refusesWhatMayNotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("y.npy"), "before");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    assumeThat(Files.isWritable(file)).as("not root").isFalse();
    assertThatThrownBy(() -> OutputFile.reserve(file))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            file
                + ": cannot be written: it is write-protected. Name another file, or allow writing");
    Files.delete(file);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    assertThatThrownBy(() -> OutputFile.reserve(file))
        .isInstanceOf(OutputException.class)
        .hasMessage(
            file
                + ": cannot be written: its folder is write-protected, and a file is replaced by one written beside it. Name a file in another folder, or allow writing");
  }

  @Test
  void anOutputInUseIsAnErrorWithinAProcess() throws IOException {
    Path file = folder.resolve("y.npy");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("y.npy"));
    try (OutputFile output = OutputFile.reserve(file)) {
      assertThatThrownBy(() -> OutputFile.reserve(link))
          .isInstanceOf(OutputException.class)
          .hasMessageMatching(
              "\\Q%s\\E: is being written by another run, which holds \\Q%s\\E/\\.stagewright-[-0-9a-f]{36}\\.part\\. Wait until it ends, or name another file"
                  .formatted(link, folder.toRealPath()));
      write(folder.resolve("other"), "another output in the same folder");
      output.write(out -> out.write(1));
    }
    write(file, "free again");
    assertThat(names()).containsExactly("link", "other", "y.npy");
  }

  @Test
  void anOutputInUseIsAnErrorBetweenProcesses() throws Exception {
    Path file = Files.writeString(folder.resolve("y.npy"), "before");
    Process holder = reserveElsewhere(file);
    try (var said = holder.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
      assertThatThrownBy(() -> OutputFile.reserve(file))
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith(file + ": is being written by another run, which holds ");
      write(folder.resolve("other"), "another output in the same folder");
      holder.getOutputStream().close();
      assertThat(holder.waitFor()).isZero();
    }
    assertThat(file).hasSize(1 << 20);
    assertThat(names()).containsExactly("other", "y.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"y.npy", "other"})
  void removesWhatAKilledProcessLeft(String next) throws Exception {
    Path file = Files.writeString(folder.resolve("y.npy"), "before");
    Process holder = reserveElsewhere(file);
    try (var said = holder.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
    }
    holder.toHandle().destroyForcibly();
    assertThat(holder.waitFor()).isEqualTo(128 + 9);
    assertThat(names()).hasSize(2);
    assertThat(file).hasContent("before");
    write(folder.resolve(next), "after");
    assertThat(folder.resolve(next)).hasContent("after");
    assertThat(names()).contains("y.npy").noneMatch(name -> name.startsWith("."));
  }

  @Test
  void aStoppedProcessLeavesNothing() throws Exception {
    Path file = folder.resolve("y.npy");
    Process holder = reserveElsewhere(file);
    try (var said = holder.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
    }
    holder.toHandle().destroy(); // Process.destroy would close its input as well
    assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(names()).isEmpty();
  }

  @Test
  void threadsMayWriteOutputsOfOneFolderAtOnce() throws Exception {
    var all =
        Stream.iterate(0, i -> i + 1)
            .limit(64)
            .map(i -> CompletableFuture.runAsync(() -> write(folder.resolve("y" + i), "text " + i)))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(all).get();
    assertThat(names()).hasSize(64);
    assertThat(folder.resolve("y17")).hasContent("text 17");
  }
}

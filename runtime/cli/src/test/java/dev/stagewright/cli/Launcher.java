package dev.stagewright.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The packaged launcher, started as a user does: through a link, from another folder.
 *
 * @param folder where it is started
 * @param script what the link leads to
 */
record Launcher(Path folder, Path script) {

  static final Path PACKAGED = Path.of("target/stagewright/bin/stagewright").toAbsolutePath();

  /** Where the tests' networks are. */
  static final Path NETWORKS = Path.of("target/test-classes").toAbsolutePath();

  Launcher(Path folder) {
    this(folder, PACKAGED);
  }

  Run start(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of(link().toString()));
    line.addAll(List.of(arguments));
    return finished(process(environment, line));
  }

  /** Runs a script of the shell, for which {@code $sw} is the launcher. */
  Run shell(Map<String, String> environment, String script)
      throws IOException, InterruptedException {
    link();
    return finished(process(environment, List.of("bash", "-c", "sw=./sw; " + script)));
  }

  /** Starts without waiting; Ctrl-C reaches it even where the tests' own process ignores that. */
  Process interruptible(String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT", link().toString()));
    line.addAll(List.of(arguments));
    return process(Map.of(), line);
  }

  Run finished(Process process) throws IOException, InterruptedException {
    int exitCode = process.waitFor();
    Files.delete(folder.resolve("sw")); // JUnit warns of links that lead out of a temporary folder
    return new Run(exitCode, Files.readString(output()), Files.readString(errors()));
  }

  Path output() {
    return folder.resolve("out.txt");
  }

  private Path errors() {
    return folder.resolve("err.txt");
  }

  private Path link() throws IOException {
    return Files.createSymbolicLink(folder.resolve("sw"), script);
  }

  private Process process(Map<String, String> environment, List<String> line) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectOutput(output().toFile())
            .redirectError(errors().toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}

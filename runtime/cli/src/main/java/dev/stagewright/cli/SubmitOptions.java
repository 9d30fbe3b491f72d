package dev.stagewright.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How spark-submit is started; it starts this command once more, inside of Spark's driver. */
final class SubmitOptions {

  private static final String HOME = "SPARK_HOME";

  /** spark-submit's word for no jar: all classes come from packages. */
  private static final String NO_JAR = "spark-internal";

  @Option(
      names = "--spark-home",
      paramLabel = "DIR",
      description = "Where Spark is installed, with bin/spark-submit (default: SPARK_HOME).")
  private @Nullable Path home;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description =
          "The cluster: spark://HOST:PORT, yarn, k8s://... or local[N] (default: as Spark's own"
              + " settings say).")
  private @Nullable String master;

  @Option(
      names = "--conf",
      paramLabel = "NAME=VALUE",
      description =
          "A setting of Spark's, such as spark.executor.memoryOverhead=4g. May be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description =
          "The jar with all of Stagewright for the executors (default: the one that came with this"
              + " command).")
  private @Nullable String jar;

  @Option(
      names = "--packages",
      paramLabel = "COORDINATES",
      description = "Maven coordinates that Spark loads in place of the jar.")
  private @Nullable String packages;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** Starts spark-submit with the whole command line; gives its exit code. */
  int submit(PrintWriter out, PrintWriter err) {
    if (packages != null) {
      given.refuse("with --packages", "--jar");
    }
    GivenOptions.pairs("--conf", "NAME=VALUE", settings);
    List<String> line = new ArrayList<>(List.of(script(), "--class", OnSpark.class.getName()));
    add(line, "--master", master);
    settings.forEach(setting -> add(line, "--conf", setting));
    add(line, "--packages", packages);
    line.add(packages == null ? jar() : NO_JAR);
    line.addAll(given.command().arguments());
    return run(line, out, err);
  }

  private static void add(List<String> line, String option, @Nullable String value) {
    if (value != null) {
      line.addAll(List.of(option, value));
    }
  }

  private String script() {
    String found = System.getenv(HOME);
    if (home == null && found == null) {
      throw CommandException.usage(
          "--spark-home: needed, since %s is not set; give the folder that Spark is installed in"
              .formatted(HOME));
    }
    Path script = (home == null ? Path.of(found) : home).resolve("bin/spark-submit");
    if (!Files.isExecutable(script)) {
      throw CommandException.usage(
          "%s: %s is not a program; expected the folder that Spark is installed in, with bin/spark-submit"
              .formatted(home == null ? HOME : "--spark-home", script));
    }
    return script.toString();
  }

  /** Beside the folder of this command's own jars; a name of another file system is Spark's. */
  private String jar() {
    if (jar != null) {
      return jar;
    }
    Path packaged;
    try {
      Path own = Path.of(OnSpark.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      packaged = own.resolveSibling("../spark/stagewright-spark.jar").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    if (!Files.isRegularFile(packaged)) {
      throw CommandException.usage(
          "--jar: needed, since there is no %s; mvn package makes it in runtime/cli/target/stagewright/spark"
              .formatted(packaged));
    }
    return packaged.toString();
  }

  private static int run(List<String> line, PrintWriter out, PrintWriter err) {
    try {
      Process process =
          new ProcessBuilder(line).redirectInput(ProcessBuilder.Redirect.INHERIT).start();
      Thread ending = new Thread(process::destroy);
      Runtime.getRuntime().addShutdownHook(ending);
      Thread messages = new Thread(() -> pass(process.getErrorStream(), err));
      messages.start();
      pass(process.getInputStream(), out);
      messages.join();
      int exitCode = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(ending);
      return exitCode;
    } catch (IOException e) {
      throw CommandException.failure(line.get(0) + ": cannot be started: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failure("Interrupted while Spark ran", e);
    }
  }

  private static void pass(InputStream from, PrintWriter to) {
    char[] some = new char[8192];
    try (Reader reader = new InputStreamReader(from, StandardStream.charset())) {
      for (int count = reader.read(some); count >= 0; count = reader.read(some)) {
        to.write(some, 0, count);
        to.flush();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

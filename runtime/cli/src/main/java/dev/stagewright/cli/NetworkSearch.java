package dev.stagewright.cli;

import dev.stagewright.catalog.NetworkCatalog;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** Where networks are looked for; shared by the commands. */
final class NetworkSearch {

  @Option(
      names = "--classpath",
      paramLabel = "JAR|DIR",
      description =
          "Jars or directories of classes with your own networks. May be repeated, or separated"
              + " as in Java's class path.")
  private List<String> classPath = List.of();

  NetworkCatalog catalog() {
    return NetworkCatalog.ofClassPath(
        classPath.stream()
            .flatMap(entries -> Arrays.stream(entries.split(File.pathSeparator)))
            .map(Path::of)
            .toList());
  }
}

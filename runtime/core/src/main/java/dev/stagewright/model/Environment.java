package dev.stagewright.model;

import dev.stagewright.engine.Engine;
import dev.stagewright.engine.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** What a graph is computed on: the machine, and the engine with its settings. */
final class Environment {

  private static final Path CPUS = Path.of("/proc/cpuinfo");

  private Environment() {}

  /** By name, in the order to show. */
  static Map<String, String> of(ComputationGraph graph) {
    Map<String, String> found = new LinkedHashMap<>();
    found.put(
        "os",
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    cpu().ifPresent(cpu -> found.put("cpu", cpu));
    found.put("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
    Engines.engine()
        .flatMap(Engine::diagnostics)
        .ifPresent(engine -> found.put("instructionSet", engine.instructionSet()));
    found.put("engine", Engines.status(graph));
    Engines.settings(graph).ifPresent(settings -> found.putAll(settings.byName()));
    // What OpenMP takes where nothing is set.
    found.putIfAbsent(
        "threads",
        Objects.requireNonNullElse(
            System.getenv("OMP_NUM_THREADS"), Objects.requireNonNull(found.get("processors"))));
    return found;
  }

  /** The processor's name, where Linux tells it. */
  private static Optional<String> cpu() {
    if (!Files.isReadable(CPUS)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(CPUS).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.replaceFirst("[^:]*:", "").strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

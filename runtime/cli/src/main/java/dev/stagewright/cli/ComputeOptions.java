package dev.stagewright.cli;

import dev.stagewright.engine.Engines;
import dev.stagewright.engine.Precision;
import dev.stagewright.engine.Threads;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the engine computes in and with; shared by all commands that compute. */
final class ComputeOptions {

  @Option(
      names = "--precision",
      paramLabel = "f32|bf16",
      description = "What the engine computes in (default: f32).")
  private @Nullable Precision precision;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "The engine's threads (default: OMP_NUM_THREADS, or one per processor).")
  private @Nullable String threads;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** Does work under these options. */
  void during(Runnable work) {
    String count = threads == null ? null : String.valueOf(Threads.of("--threads", threads));
    String name = precision == null ? null : precision.toString();
    if (Engines.engine().isEmpty()) {
      given.refuse("where no engine runs: " + Engines.status(), "--precision", "--threads");
    }
    with(Threads.PROPERTY, count, () -> with(Precision.PROPERTY, name, work));
  }

  /** The engine reads properties when it is attached to a graph, wherever that happens. */
  private static void with(String property, @Nullable String value, Runnable work) {
    String before = System.getProperty(property);
    if (value != null) {
      System.setProperty(property, value);
    }
    try {
      work.run();
    } finally {
      if (before == null) {
        System.clearProperty(property);
      } else {
        System.setProperty(property, before);
      }
    }
  }
}

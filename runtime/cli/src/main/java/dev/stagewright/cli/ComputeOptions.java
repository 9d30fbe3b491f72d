package dev.stagewright.cli;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.engine.Precision;
import dev.stagewright.engine.Threads;
import dev.stagewright.recipes.Setup;
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

  /**
   * The engine's settings for a training run: what the options say, what system properties say, and
   * of the rest what a recipe says.
   */
  EngineSettings settings(Setup setup) {
    EngineSettings settings = settings();
    boolean said = precision != null || System.getProperty(EngineSettings.PRECISION) != null;
    return said ? settings : setup.engine(settings);
  }

  /**
   * The engine's settings: what the options say, and what system properties say of the rest.
   *
   * @throws CommandException if an option has no effect since no engine runs here
   */
  EngineSettings settings() {
    EngineSettings settings = EngineSettings.chosen();
    if (threads != null) {
      settings = settings.withThreads(Threads.of("--threads", threads));
    }
    if (Engines.engine().isEmpty()) {
      given.refuse("where no engine runs: " + Engines.status(), "--precision", "--threads");
    }
    return precision == null ? settings : settings.withPrecision(precision);
  }

  /** The same where so many threads are usual. */
  EngineSettings settings(int usual) {
    return threads == null ? settings().withThreads(usual) : settings();
  }
}

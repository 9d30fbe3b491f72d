package dev.stagewright.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Batch size, precision and threads; shared by the commands about the engine. */
final class EngineOptions {

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "Images per batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin private final ComputeOptions compute = new ComputeOptions();

  int batch() {
    return GivenOptions.atLeast(1, "--batch", batch);
  }

  /** Does work in the precision and with the threads asked for. */
  void during(Runnable work) {
    compute.during(work);
  }
}

package dev.stagewright.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Batch size, precision and threads; shared by the commands about the engine. */
final class EngineOptions {

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "Images a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin private final ComputeOptions compute = new ComputeOptions();

  int batch() {
    if (batch < 1) {
      throw new CommandException(
          "--batch: found %d; a batch has at least 1 image".formatted(batch));
    }
    return batch;
  }

  /** Does work in the precision and with the threads asked for. */
  void during(Runnable work) {
    compute.during(work);
  }
}

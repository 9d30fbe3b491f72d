package dev.stagewright.cli;

import dev.stagewright.engine.Precision;
import picocli.CommandLine.Option;

/** Batch size and precision; shared by the commands about the engine. */
final class EngineOptions {

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "Images a batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--precision",
      paramLabel = "f32|bf16",
      defaultValue = "f32",
      description = "What the engine computes in (default: ${DEFAULT-VALUE}).")
  private Precision precision = Precision.F32;

  int batch() {
    if (batch < 1) {
      throw new CommandException(
          "--batch: found %d; a batch has at least 1 image".formatted(batch));
    }
    return batch;
  }

  Precision precision() {
    return precision;
  }
}
